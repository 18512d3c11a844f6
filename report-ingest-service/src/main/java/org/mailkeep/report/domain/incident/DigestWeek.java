package org.mailkeep.report.domain.incident;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** A week of which a digest is sent, from its Monday to its Sunday in UTC. */
public record DigestWeek(LocalDate monday) {

    /** Most reports of Sunday have come by then. */
    static final Duration DUE_AFTER = Duration.ofHours(36);

    /** A digest that is later than that is no news; a service that is new sends none of a week it did not see. */
    static final Duration TOO_LATE_AFTER = Duration.ofDays(3);

    /** The week whose digest is due now; empty where none is. */
    public static Optional<DigestWeek> due(Instant now) {
        LocalDate thisMonday =
                LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        Instant end = thisMonday.atStartOfDay(ZoneOffset.UTC).toInstant();
        return now.isBefore(end.plus(DUE_AFTER)) || !now.isBefore(end.plus(TOO_LATE_AFTER))
                ? Optional.empty()
                : Optional.of(new DigestWeek(thisMonday.minusWeeks(1)));
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }
}
