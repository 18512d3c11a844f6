package org.mailkeep.policy.domain.dane;

import org.mailkeep.contracts.DomainName;

/**
 * A host that takes a domain's mail.
 *
 * @param preference of the MX record, 0 for an implicit MX
 */
public record MxHost(DomainName name, int preference) {}
