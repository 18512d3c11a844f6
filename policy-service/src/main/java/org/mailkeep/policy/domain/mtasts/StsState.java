package org.mailkeep.policy.domain.mtasts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;

/**
 * What is known of a domain's MTA-STS at one time. {@link StsUpdate} says how one state follows another.
 */
public sealed interface StsState {

    /** A failed fetch is not tried again sooner for the same id ("five minutes or longer", RFC 8461 §3.3). */
    Duration FETCH_BACK_OFF = Duration.ofMinutes(5);

    /** When DNS is to be asked again whether the policy changed. */
    Instant nextCheck();

    /**
     * The domain announces no policy, or nothing could be learnt and nothing is remembered.
     *
     * @param why a sentence for people
     */
    record Off(String why, Instant nextCheck) implements StsState {}

    /**
     * The domain announces, or did a moment ago, a policy that cannot be had, and none is remembered: as if there were
     * none (RFC 8461 §3.3).
     */
    record Unavailable(FailedFetch failure, Instant nextCheck) implements StsState {}

    /**
     * A policy is in force.
     *
     * @param id the id it was announced with when it was fetched
     * @param lastFailure what a later attempt to fetch came to, while it has not been mended
     */
    record Active(StsPolicy policy, String id, Instant fetchedAt, Optional<FailedFetch> lastFailure, Instant nextCheck)
            implements StsState {

        /** Policies are refreshed daily while they are in use ("A suggested refresh frequency is once per day"). */
        private static final Duration REFRESH_AFTER = Duration.ofDays(1);

        /** The end of the policy's life: max_age after its fetch, never later (RFC 8461 §3.2). */
        public Instant expiresAt() {
            return fetchedAt.plus(policy.maxAge());
        }

        /** Whether the policy may still be relied on; a max_age of 0 lasts for the moment of the fetch. */
        public boolean isLive(Instant now) {
            return !now.isAfter(expiresAt());
        }

        /** When the policy is to be fetched again although its id stays the same: well before it expires. */
        public Instant refreshAt() {
            Duration half = policy.maxAge().dividedBy(2);
            return fetchedAt.plus(half.compareTo(REFRESH_AFTER) < 0 ? half : REFRESH_AFTER);
        }
    }

    /**
     * An attempt to fetch the policy that failed.
     *
     * @param id the id that was announced then
     * @param retryAt not to be tried again for this id before
     */
    record FailedFetch(String id, StsFailureType type, String why, Instant retryAt) {

        static FailedFetch at(Instant now, String id, PolicyFetch.Failed failed) {
            return new FailedFetch(id, failed.type(), failed.why(), now.plus(FETCH_BACK_OFF));
        }

        boolean forbids(String otherId, Instant now) {
            return id.equals(otherId) && now.isBefore(retryAt);
        }
    }

    /** The policy that senders must enforce now (RFC 8461 §5), if there is one. */
    default Optional<StsPolicy> enforced(Instant now) {
        return policy(now).filter(policy -> policy.mode() == Mode.ENFORCE);
    }

    /** The policy that is known and not expired, whatever its mode. */
    default Optional<StsPolicy> policy(Instant now) {
        return live(now).map(Active::policy);
    }

    /** This state if its policy has not expired. */
    default Optional<Active> live(Instant now) {
        return this instanceof Active active && active.isLive(now) ? Optional.of(active) : Optional.empty();
    }
}
