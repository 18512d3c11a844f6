package org.mailkeep.report.domain.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a day is over. Sessions that are told later are not counted any more, so that a report, once made, stays true to what
 * was counted.
 *
 * @param grace after the end of the UTC day, in which sessions may still be told
 */
public record DayEnd(Duration grace) {

    /** Clocks of mail servers may be this much ahead. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    /** A batch that began to arrive in time is counted by then, or never. */
    static final Duration SETTLE = Duration.ofMinutes(10);

    /** A batch may take so long from its first octet until it is counted. */
    public static final Duration BATCH = Duration.ofMinutes(5);

    /** Whether a session is counted. */
    public enum Verdict {
        IN_TIME,
        TOO_LATE,
        IN_FUTURE
    }

    /** What becomes of a session of {@code at} that is told {@code now}. */
    public Verdict judge(Instant at, Instant now) {
        if (at.isAfter(now.plus(AHEAD))) {
            return Verdict.IN_FUTURE;
        }
        return now.isBefore(closes(LocalDate.ofInstant(at, ZoneOffset.UTC))) ? Verdict.IN_TIME : Verdict.TOO_LATE;
    }

    /** From when on nothing is counted for that day. */
    public Instant closes(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(grace);
    }

    /** When its reports may be made. */
    public Instant reportable(LocalDate day) {
        return closes(day).plus(SETTLE);
    }
}
