package org.mailkeep.report.domain.stored;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.incident.DigestWeek;

/**
 * What a week came to, by verified reports.
 *
 * @param domains those with reports, the most failures first
 * @param incidents those that went on in the week
 */
public record Digest(DigestWeek week, List<Sessions> domains, List<KeptIncident> incidents) {

    /** The sessions of a domain. */
    public record Sessions(DomainName domain, long succeeded, long failed) {}
}
