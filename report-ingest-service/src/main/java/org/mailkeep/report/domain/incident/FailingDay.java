package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What one organisation reported of a cluster for one UTC day, all its reports added up.
 *
 * @param sessions that failed
 * @param began the earliest begin of the reports' time; nothing is known more exactly
 * @param ended the latest end of the reports' time
 */
public record FailingDay(LocalDate day, String organization, long sessions, Instant began, Instant ended) {

    /** With another report of the same organisation and day. */
    public FailingDay plus(FailingDay other) {
        return new FailingDay(
                day,
                organization,
                sessions + other.sessions,
                began.isBefore(other.began) ? began : other.began,
                ended.isAfter(other.ended) ? ended : other.ended);
    }
}
