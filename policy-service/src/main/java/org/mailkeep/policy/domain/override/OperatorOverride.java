package org.mailkeep.policy.domain.override;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Decision;
import org.mailkeep.policy.domain.Rule;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/**
 * What an operator decided about a domain: mail servers are told this instead of what its records say. It ends by itself,
 * at its time or when the domain has been healthy for a day.
 *
 * @param until when it ends at the latest
 * @param reason why, in the operator's words
 * @param by who, as authenticated
 * @param healthySince since when every look at the domain found nothing wrong; empty after one that did
 */
public record OperatorOverride(
        DomainName domain,
        Effect effect,
        Instant until,
        String reason,
        String by,
        Instant setAt,
        Optional<Instant> healthySince) {

    /** Longer than any outage that is being mended; who needs it longer sets it again, and thinks of it. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** After so long without a fault the override is not needed any more. */
    public static final Duration HEALTHY_FOR = Duration.ofDays(1);

    public static final int MAX_REASON = 500;

    /** Why an override ended. */
    public enum End {
        EXPIRED,
        HEALTHY
    }

    /** Throws IllegalArgumentException with a sentence that names the fault and is safe to show. */
    public OperatorOverride {
        if (!until.isAfter(setAt)) {
            throw new IllegalArgumentException("the end of the override is past");
        }
        if (until.isAfter(setAt.plus(LONGEST))) {
            throw new IllegalArgumentException("an override lasts " + LONGEST.toDays() + " days at most");
        }
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("an override needs a reason of " + MAX_REASON + " characters at most");
        }
    }

    public boolean isActive(Instant now) {
        return now.isBefore(until);
    }

    /** The policy with the operator's answer in place of its own. */
    public TlsPolicy applyTo(TlsPolicy policy) {
        return new TlsPolicy(
                policy.domain(), policy.route(), policy.sts(), decision(), policy.evaluatedAt(), policy.version());
    }

    /** What mail servers are told. */
    public Decision decision() {
        return switch (effect) {
            case Effect.FailOpen() -> new Decision(Rule.OVERRIDE_FAIL_OPEN, PostfixReply.NOT_FOUND);
            case Effect.PinDaneOnly() -> new Decision(Rule.OVERRIDE_PIN_DANE_ONLY, PostfixReply.DANE_ONLY);
            case Effect.PinDane() -> new Decision(Rule.OVERRIDE_PIN_DANE, PostfixReply.DANE);
            case Effect.PinSecure(var policy) ->
                new Decision(Rule.OVERRIDE_PIN_SECURE, PostfixReply.secure(domain, policy));
        };
    }

    /** The same after a look at the domain. */
    public OperatorOverride looked(boolean healthy, Instant now) {
        Optional<Instant> since = healthy ? Optional.of(healthySince.orElse(now)) : Optional.empty();
        return new OperatorOverride(domain, effect, until, reason, by, setAt, since);
    }

    /** Why it is over; empty while it is not. */
    public Optional<End> end(Instant now) {
        if (!isActive(now)) {
            return Optional.of(End.EXPIRED);
        }
        return healthySince
                .filter(since -> !now.isBefore(since.plus(HEALTHY_FOR)))
                .map(_ -> End.HEALTHY);
    }
}
