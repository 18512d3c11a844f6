package org.mailkeep.report.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Why an incident is over. */
public enum Closing {
    /** Reports of as many days as are asked for tell of no such failure. */
    CLEAN_DAYS,
    /** Nobody reported anything of the domain for long. */
    SILENCE,
    /** A late report showed that it is one with an earlier incident. */
    MERGED,
    /** The reports that told of it were corrected. */
    WITHDRAWN,
    /** A test report arrived again. */
    ARRIVED,
    /** Test reports are not sent that way any longer. */
    UNWATCHED;

    /** Reports come up to a day after the day they cover, and later (RFC 8460 §4.1); so long a day is not complete. */
    static final Duration REPORTS_ARE_LATE = Duration.ofHours(36);

    /** So long after the last failure, reports that do not come are not waited for. */
    static final int SILENT_DAYS = 14;

    /** For machines, for example {@code clean-days}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Whether an episode is over; empty while it may go on.
     *
     * @param reported the days after it for which verified reports about the domain came
     * @param followed whether the same failure began anew later
     * @param cleanDays how many complete days without the failure are asked for
     */
    public static Optional<Closing> of(
            Episode episode, Collection<LocalDate> reported, boolean followed, int cleanDays, Instant now) {
        long clean = reported.stream()
                .filter(day -> day.isAfter(episode.lastDay()) && isComplete(day, now))
                .distinct()
                .count();
        if (followed || clean >= cleanDays) {
            return Optional.of(CLEAN_DAYS);
        }
        return isComplete(episode.lastDay().plusDays(Math.max(SILENT_DAYS, cleanDays)), now)
                ? Optional.of(SILENCE)
                : Optional.empty();
    }

    private static boolean isComplete(LocalDate day, Instant now) {
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return !now.isBefore(end.plus(REPORTS_ARE_LATE));
    }
}
