package org.mailkeep.platform.rate;

import java.time.Duration;

/**
 * How often one source may ask: steadily {@code perSecond}, and {@code burst} at once after a rest. What a source has used
 * is one number, the time at which it will have rested enough (the generic cell rate algorithm, ITU-T I.371); times are
 * nanoseconds of any clock that never goes back, compared by their difference.
 *
 * @param perSecond at least 1
 * @param burst at least 1
 */
public record AskingRate(int perSecond, int burst) {

    public AskingRate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a rate of less than one is no rate");
        }
    }

    /** The outcome of asking once more. */
    public sealed interface Decision {

        /**
         * Go on.
         *
         * @param rested what the source has used now
         */
        record Allowed(long rested) implements Decision {}

        /** Come back after this time. */
        record Refused(Duration retryAfter) implements Decision {}
    }

    /** What a source has used that asks for the first time. */
    public long unused(long now) {
        return now;
    }

    /**
     * Whether one more is allowed.
     *
     * @param rested what the source has used so far
     * @param now in nanoseconds, of the same clock
     */
    public Decision decide(long rested, long now) {
        long cost = Duration.ofSeconds(1).toNanos() / perSecond;
        long begin = rested - now < 0 ? now : rested;
        long debt = begin - now;
        long tolerated = cost * (burst - 1);
        return debt > tolerated
                ? new Decision.Refused(Duration.ofNanos(debt - tolerated))
                : new Decision.Allowed(begin + cost);
    }
}
