package org.mailkeep.report.domain.dashboard;

import java.time.LocalDate;
import java.util.List;

/**
 * What was reported of messages that name a domain as their author's.
 *
 * @param days those of which there is a report, in order
 * @param dispositions what became of the messages
 * @param sources those with most messages that do not pass first; none without a domain
 * @param elsewhere messages of the same days that are left out by trust
 */
public record DmarcPicture(
        List<Day> days, List<Disposition> dispositions, List<Domain> domains, List<Source> sources, long elsewhere) {

    public record Day(LocalDate day, long passed, long failed) {}

    /** Messages of one fate. */
    public record Disposition(String word, long passed, long failed) {}

    public record Domain(String name, long passed, long failed) {}

    /**
     * Who sends in the name of a domain.
     *
     * @param address as written
     * @param organizations that report about it
     * @param dkim messages with an aligned signature
     * @param spf messages that SPF aligned vouches for
     */
    public record Source(
            String address,
            long organizations,
            long dkim,
            long spf,
            long passed,
            long failed,
            long quarantined,
            long rejected) {}

    public DmarcPicture {
        days = List.copyOf(days);
        dispositions = List.copyOf(dispositions);
        domains = List.copyOf(domains);
        sources = List.copyOf(sources);
    }
}
