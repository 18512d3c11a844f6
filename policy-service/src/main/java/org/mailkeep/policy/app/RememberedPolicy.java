package org.mailkeep.policy.app;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/** A policy in memory. Its times are milliseconds since 1970, so that asking for it makes no garbage. */
final class RememberedPolicy {

    /** Uses are noted to the second: more would only make the processors take the entry from one another. */
    private static final long USE_GRAIN = 1000;

    /** A policy is renewed in the last fifth of its life, at a random time, so that not all are renewed at once. */
    private static final double LAST_PART = 0.2;

    private final TlsPolicy policy;
    private final long enteredAt;
    private final long expiresAt;
    private final long renewAt;
    private volatile long lastUsedAt;

    RememberedPolicy(TlsPolicy policy, Instant now, long lastUsedAt, RandomGenerator random) {
        this.policy = policy;
        this.enteredAt = now.toEpochMilli();
        this.expiresAt = policy.expiresAt().toEpochMilli();
        long life = Math.max(0, Duration.between(now, policy.expiresAt()).toMillis());
        this.renewAt = expiresAt - (long) (life * LAST_PART * (0.25 + 0.75 * random.nextDouble()));
        this.lastUsedAt = lastUsedAt;
    }

    TlsPolicy policy() {
        return policy;
    }

    boolean isFresh(long now) {
        return now < expiresAt;
    }

    void use(long now) {
        if (now - lastUsedAt >= USE_GRAIN) {
            lastUsedAt = now;
        }
    }

    long lastUsedAt() {
        return lastUsedAt;
    }

    /** Whether it is about to expire and was asked for since it was entered. Failures wait for somebody to ask. */
    boolean isDue(long now) {
        return now >= renewAt
                && now < expiresAt
                && lastUsedAt > enteredAt
                && policy.decision().effective() != Effective.TEMPFAIL;
    }

    /** Whether the domain has no policy: there are many such, and each is cheap to find out again. */
    boolean isNegative() {
        Effective effective = policy.decision().effective();
        return (effective == Effective.NONE || effective == Effective.TEMPFAIL)
                && !(policy.sts() instanceof StsState.Active);
    }
}
