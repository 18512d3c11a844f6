package org.mailkeep.policy.app;

import java.util.List;
import org.mailkeep.policy.domain.dmarc.Destination;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.TreeWalk;

/**
 * What DNS says of a domain's DMARC.
 *
 * @param walk from the domain to the top level
 * @param policy what applies to mail in the domain's name
 * @param destinations every address of {@code rua} and then {@code ruf}, in the order of the record
 */
public record DmarcFinding(TreeWalk.Ended walk, PolicyDiscovery policy, List<Destination> destinations) {
    public DmarcFinding {
        destinations = List.copyOf(destinations);
    }
}
