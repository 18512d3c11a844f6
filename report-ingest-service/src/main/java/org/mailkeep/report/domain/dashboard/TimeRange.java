package org.mailkeep.report.domain.dashboard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Whole UTC days.
 *
 * @param first inclusive
 * @param last inclusive
 */
public record TimeRange(LocalDate first, LocalDate last) {

    /** As long as reports are kept unless somebody says otherwise; and what a page can show. */
    public static final int MAX_DAYS = 400;

    public TimeRange {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("the last day is before the first");
        }
        if (ChronoUnit.DAYS.between(first, last) >= MAX_DAYS) {
            throw new IllegalArgumentException("more than " + MAX_DAYS + " days");
        }
    }

    /** So many days, of which that one is the last. */
    public static TimeRange until(LocalDate last, int days) {
        return new TimeRange(last.minusDays(days - 1L), last);
    }

    /** How many days. */
    public int length() {
        return (int) ChronoUnit.DAYS.between(first, last) + 1;
    }

    /** In order. */
    public List<LocalDate> days() {
        return first.datesUntil(last.plusDays(1)).toList();
    }

    public Instant begin() {
        return first.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Exclusive. */
    public Instant end() {
        return last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As long, and right before. */
    public TimeRange before() {
        return until(first.minusDays(1), length());
    }

    /** As long, and right after. */
    public TimeRange after() {
        return new TimeRange(last.plusDays(1), last.plusDays(length()));
    }
}
