package org.mailkeep.policy.events;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** What the others are told of a domain's policy. */
public final class PolicyEvents {

    /** A reason may come from outside; more characters of it are not passed on. */
    private static final int MAX_REASON = 200;

    private PolicyEvents() {}

    /** Mail servers get another answer than before. */
    public static Outbox.Message changed(TlsPolicy policy, String reason, Instant at) {
        return message(new TlsPolicyEvent.Changed(
                policy.domain(),
                policy.version(),
                bounded(reason),
                at,
                policy.decision().effective().name().toLowerCase(Locale.ROOT),
                policy.decision().reply().query()));
    }

    /** Mail servers get an operator's answer. */
    public static Outbox.Message changed(OperatorOverride override, long version, String reason) {
        return message(new TlsPolicyEvent.Changed(
                override.domain(),
                version,
                bounded(reason),
                override.setAt(),
                override.decision().effective().name().toLowerCase(Locale.ROOT),
                override.decision().reply().query()));
    }

    /** What was known is to be forgotten. */
    public static Outbox.Message purged(DomainName domain, long version, String reason, Instant at) {
        return message(new TlsPolicyEvent.Purged(domain, version, bounded(reason), at));
    }

    private static Outbox.Message message(TlsPolicyEvent event) {
        return new Outbox.Message(
                UUID.randomUUID(),
                TlsPolicyEvent.TOPIC,
                event.domain().value(),
                event.type(),
                EventJson.write(event),
                event.at());
    }

    private static String bounded(String reason) {
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    }
}
