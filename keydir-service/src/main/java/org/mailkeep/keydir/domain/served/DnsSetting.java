package org.mailkeep.keydir.domain.served;

import org.mailkeep.contracts.DomainName;

/**
 * A record that somebody has to put into DNS.
 *
 * @param type for example {@code CNAME}
 * @param value a name without the final dot, or the text of a TXT record
 */
public record DnsSetting(DomainName name, String type, String value) {}
