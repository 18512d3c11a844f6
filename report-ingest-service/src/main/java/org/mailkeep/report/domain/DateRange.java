package org.mailkeep.report.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The time that a report covers; usually a day in UTC (RFC 8460 §4.1). */
public record DateRange(Instant begin, Instant end) {

    public DateRange {
        if (end.isBefore(begin)) {
            throw new IllegalArgumentException("the range ends before it begins");
        }
    }

    /** The day to which its sessions are counted. */
    public LocalDate day() {
        return LocalDate.ofInstant(begin, ZoneOffset.UTC);
    }
}
