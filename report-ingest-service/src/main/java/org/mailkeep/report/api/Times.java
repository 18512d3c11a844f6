package org.mailkeep.report.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.report.domain.dashboard.TimeRange;

/** Days and times in requests. */
final class Times {

    private static final int DEFAULT_DAYS = 30;

    private Times() {}

    /** Empty for a missing one. */
    static Optional<LocalDate> day(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(LocalDate::parse);
        } catch (DateTimeException _) {
            throw invalid();
        }
    }

    /**
     * A day or a time as RFC 3339 has it; empty for a missing one.
     *
     * @param daysAfter added to a day, so that it counts whole
     */
    static Optional<Instant> time(@Nullable String text, int daysAfter) {
        try {
            return Optional.ofNullable(text)
                    .map(given -> given.indexOf('T') < 0
                            ? LocalDate.parse(given)
                                    .plusDays(daysAfter)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(given));
        } catch (DateTimeException _) {
            throw invalid();
        }
    }

    /**
     * Whole days.
     *
     * @param from the first one; the last {@value #DEFAULT_DAYS} where it is missing
     * @param to the last one; today where it is missing
     */
    static TimeRange range(@Nullable String from, @Nullable String to, Clock clock) {
        LocalDate last = day(to).orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate first = day(from).orElseGet(() -> last.minusDays(DEFAULT_DAYS - 1L));
        try {
            return new TimeRange(first, last);
        } catch (IllegalArgumentException _) {
            throw Problems.problem(
                    400,
                    "invalid-range",
                    "Invalid range",
                    "The range is not from an earlier to a later day, or longer than " + TimeRange.MAX_DAYS + " days.");
        }
    }

    static HttpProblem invalid() {
        return Problems.problem(
                400, "invalid-time", "Invalid time", "Write a day as 2026-11-23, or a time as in RFC 3339.");
    }
}
