package org.mailkeep.policy.app;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.Route;

/**
 * Every DNS answer that an evaluation rests on, in the order in which one leads to the next.
 *
 * @param inOrder MX first, then host by host, the MTA-STS record last
 * @param route what the answers about the hosts amount to
 * @param stsRecord the answer for the MTA-STS record
 */
public record Findings(List<Finding> inOrder, Route route, Lookup<String> stsRecord) {

    public Findings {
        inOrder = List.copyOf(inOrder);
    }

    /**
     * A question and what it came to.
     *
     * @param type the record type, for example {@code TLSA}
     */
    public record Finding(DomainName name, String type, Lookup<?> answer) {}
}
