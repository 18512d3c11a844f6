package org.mailkeep.keydir.domain.wkd;

import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.WkdHash;

/**
 * Where a directory keeps the key of an address.
 *
 * @param domain the domain of the address
 * @param hash of its local part
 */
public record WkdLocation(DomainName domain, WkdHash hash) {

    /** Where the key of this address is. */
    public static WkdLocation of(EmailAddress address) {
        return new WkdLocation(address.domain(), WkdHash.of(address));
    }

    /** Only the domain: the hash of a short local part is as good as the local part. */
    @Override
    public String toString() {
        return "an address of " + domain;
    }
}
