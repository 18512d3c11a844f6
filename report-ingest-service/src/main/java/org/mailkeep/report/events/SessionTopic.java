package org.mailkeep.report.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** What mail servers tell over Kafka ({@code tls.session}), many messages at a time. */
@ApplicationScoped
public class SessionTopic {

    private static final Logger LOG = Logger.getLogger(SessionTopic.class);

    private final Multi<Message<List<String>>> sessions;

    SessionTopic(@Channel("tls-sessions") Multi<Message<List<String>>> sessions) {
        this.sessions = sessions;
    }

    /** Hands over the bodies, and goes on when the handler is done; to be called once, at start. */
    public void follow(Function<List<String>, Uni<Void>> handler) {
        sessions.onItem()
                .transformToUniAndConcatenate(message -> handler.apply(message.getPayload())
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.error("Outcomes of deliveries could not be counted", failure);
                            return null;
                        })
                        .chain(() -> Uni.createFrom().completionStage(message.ack())))
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("Outcomes of deliveries are not read any more", failure));
    }
}
