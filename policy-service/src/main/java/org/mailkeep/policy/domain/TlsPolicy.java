package org.mailkeep.policy.domain;

import java.time.Duration;
import java.time.Instant;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.StsState;

/**
 * Everything that is known of a domain's TLS policy, with the answer that follows from it. This is what is cached,
 * stored and shown.
 *
 * @param version counts up with every change of the answer and every purge; 0 before it was first stored
 */
public record TlsPolicy(
        DomainName domain, Route route, StsState sts, Decision decision, Instant evaluatedAt, long version) {

    /** Answers that could not be found out are tried again after this, at the earliest and the latest. */
    public static final Duration FAILURE_LIFE = Duration.ofSeconds(15);

    /** Combines what was found out at {@code now}. */
    public static TlsPolicy of(DomainName domain, Route route, StsState sts, MixedPolicy mixed, Instant now) {
        return new TlsPolicy(domain, route, sts, Combination.decide(domain, route, sts, mixed, now), now, 0);
    }

    /** The same policy under the version that the store gave it. */
    public TlsPolicy withVersion(long stored) {
        return new TlsPolicy(domain, route, sts, decision, evaluatedAt, stored);
    }

    /** Until when the answer stands: the end of the branch that ends first. */
    public Instant expiresAt() {
        Instant first = earlier(route.expiresAt(), sts.nextCheck());
        return sts instanceof StsState.Active active ? earlier(first, active.expiresAt()) : first;
    }

    /** Whether the answer may be given without looking anything up. */
    public boolean isFresh(Instant now) {
        return now.isBefore(expiresAt());
    }

    /** Whether mail servers are told something else than by {@code other}. */
    public boolean answersLike(TlsPolicy other) {
        return decision.equals(other.decision);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
