package org.mailkeep.policy.events;

import java.util.UUID;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.verification.ResultType;
import org.mailkeep.policy.domain.verification.Verdict;

/** What the others are told of the domains that we look after. */
public final class PostureEvents {

    private static final int MAX_REASON = 200;

    private PostureEvents() {}

    /** An event of the topic {@value PostureEvent#TOPIC}. */
    public static Outbox.Message message(PostureEvent event) {
        return new Outbox.Message(
                UUID.randomUUID(),
                PostureEvent.TOPIC,
                event.domain().value(),
                event.type(),
                EventJson.write(event),
                event.at());
    }

    /** A probe was done. */
    public static Outbox.Message completed(DomainProbe probe) {
        return message(new ProbeCompleted(
                probe.domain(),
                probe.reason().length() <= MAX_REASON
                        ? probe.reason()
                        : probe.reason().substring(0, MAX_REASON),
                probe.passed(),
                probe.hosts().stream()
                        .map(host -> new ProbeCompleted.Host(
                                host.host().value(),
                                host.address(),
                                host.word(),
                                host.verdict()
                                        .flatMap(Verdict::resultType)
                                        .map(ResultType::word)
                                        .orElse(""),
                                host.why()))
                        .toList(),
                probe.at()));
    }
}
