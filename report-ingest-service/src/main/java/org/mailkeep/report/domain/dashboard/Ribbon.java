package org.mailkeep.report.domain.dashboard;

import java.time.LocalDate;
import java.util.List;

/**
 * Days of something that has a name: a domain or an organisation.
 *
 * @param peers how many others have to do with it: organisations that report about the domain, domains that the organisation
 *     reports about
 * @param days those of which there is a report, in order
 */
public record Ribbon(String name, long peers, List<DayTotal> days) {

    public Ribbon {
        days = List.copyOf(days);
    }

    public long reports() {
        return days.stream().mapToLong(DayTotal::reports).sum();
    }

    public long succeeded() {
        return days.stream().mapToLong(DayTotal::succeeded).sum();
    }

    public long failed() {
        return days.stream().mapToLong(DayTotal::failed).sum();
    }

    /** Failed sessions of a day. */
    public long failedOn(LocalDate day) {
        return days.stream()
                .filter(one -> one.day().equals(day))
                .mapToLong(DayTotal::failed)
                .sum();
    }
}
