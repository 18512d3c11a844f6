package org.mailkeep.report.domain.dashboard;

import java.util.List;

/**
 * What was reported about a domain.
 *
 * @param days those of which there is a report, in order
 * @param kinds failed sessions by result type and MX host, the most first
 * @param policies as senders saw them, the latest first
 */
public record DomainPicture(List<DayTotal> days, List<Kind> kinds, List<SeenPolicy> policies) {

    /**
     * Failed sessions of one kind.
     *
     * @param mxHost empty where reports name none
     */
    public record Kind(String resultType, String mxHost, long sessions) {}

    public DomainPicture {
        days = List.copyOf(days);
        kinds = List.copyOf(kinds);
        policies = List.copyOf(policies);
    }
}
