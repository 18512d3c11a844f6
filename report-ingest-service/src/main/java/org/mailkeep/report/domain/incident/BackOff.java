package org.mailkeep.report.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a call that failed is made again: soon at first, seldom later, and not for ever. */
public final class BackOff {

    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofHours(4);
    static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

    private static final int FACTOR = 4;

    private BackOff() {}

    /**
     * The time of the next attempt; empty where it is given up.
     *
     * @param attempts made so far, at least 1
     */
    public static Optional<Instant> next(int attempts, Instant created, Instant now) {
        Duration pause = FIRST;
        for (int i = 1; i < attempts && pause.compareTo(LONGEST) < 0; i++) {
            pause = pause.multipliedBy(FACTOR);
        }
        Instant next = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        return next.isAfter(created.plus(GIVEN_UP_AFTER)) ? Optional.empty() : Optional.of(next);
    }
}
