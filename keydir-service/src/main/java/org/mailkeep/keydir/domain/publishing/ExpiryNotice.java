package org.mailkeep.keydir.domain.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** The three times at which the owner of a key is told that it ends. */
public enum ExpiryNotice {
    MONTH(30),
    WEEK(7),
    DAY(1);

    private final int days;

    ExpiryNotice(int days) {
        this.days = days;
    }

    /** How many days ahead. */
    public int days() {
        return days;
    }

    /** The notice that is to be given now: the most urgent one whose time has come. After the end there is none. */
    public static Optional<ExpiryNotice> due(Instant endsAt, Instant now) {
        return now.isBefore(endsAt)
                ? Arrays.stream(values())
                        .filter(notice -> !now.isBefore(notice.before(endsAt)))
                        .min(Comparator.comparingInt(ExpiryNotice::days))
                : Optional.empty();
    }

    /** When the next one comes. */
    static Optional<Instant> next(Instant endsAt, Instant now) {
        return Arrays.stream(values())
                .map(notice -> notice.before(endsAt))
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private Instant before(Instant endsAt) {
        return endsAt.minus(Duration.ofDays(days));
    }
}
