package org.mailkeep.report.domain.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Whether all of a day's reports can be here. A sender tries for 24 hours after a delay of up to four (RFC 8460 §5.5, §4.1);
 * some take a little longer.
 */
public final class Completeness {

    /** After the end of the day. */
    static final Duration LATENESS = Duration.ofHours(36);

    private Completeness() {}

    /** Whether more reports of a day are to be expected. */
    public static boolean isExpected(LocalDate day, Instant now) {
        return now.isBefore(endOf(day).plus(LATENESS));
    }

    /** The last day of which no more reports are to be expected. */
    public static LocalDate lastComplete(Instant now) {
        return LocalDate.ofInstant(now.minus(LATENESS), ZoneOffset.UTC).minusDays(1);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
