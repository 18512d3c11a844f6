package org.mailkeep.report.domain.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a delivery is tried again: RFC 8460 §4.2 and §5.5 leave it at 24 hours and growing pauses. */
public final class RetryPlan {

    /** After the first attempt. */
    public static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 6;

    private RetryPlan() {}

    /**
     * The next attempt; empty where there is none any more.
     *
     * @param attempts so far, at least one
     * @param first when the first of them was
     * @param asked when the peer wants to be tried again, where it said so
     */
    public static Optional<Instant> next(int attempts, Instant first, Instant now, Optional<Instant> asked) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        Instant planned = now.plus(pause);
        Instant next = asked.filter(planned::isBefore).orElse(planned);
        return Optional.of(next).filter(time -> !time.isAfter(first.plus(GIVE_UP_AFTER)));
    }
}
