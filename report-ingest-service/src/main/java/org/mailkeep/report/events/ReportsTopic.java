package org.mailkeep.report.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.mailkeep.platform.events.IncomingEvents;

/** What all replicas of this service tell of reports. */
@ApplicationScoped
public class ReportsTopic {

    private final Multi<Message<String>> channel;
    private final IncomingEvents incoming;

    ReportsTopic(@Channel("report-events") Multi<Message<String>> channel, IncomingEvents incoming) {
        this.channel = channel;
        this.incoming = incoming;
    }

    /** Calls at every event, of whatever type: that there is something new is all that matters. To be called once, at start. */
    public void follow(Runnable handler) {
        incoming.follow(
                channel,
                (type, _) -> Optional.of(type),
                _ -> Uni.createFrom().voidItem().invoke(handler));
    }
}
