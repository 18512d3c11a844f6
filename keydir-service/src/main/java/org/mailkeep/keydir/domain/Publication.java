package org.mailkeep.keydir.domain;

import java.time.Instant;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.openpgp.packet.Octets;

/**
 * What the directory serves for one address.
 *
 * @param hash of the local part, under which it is asked for: 32 characters of z-base-32
 * @param certificates one or several certificates in binary, one after the other, each with the one user ID
 * @param changedAt when it became so
 */
public record Publication(
        DomainName domain, String hash, EmailAddress address, Octets certificates, Instant changedAt) {

    /** These certificates for this address. */
    public static Publication of(EmailAddress address, Octets certificates, Instant changedAt) {
        return new Publication(address.domain(), WkdHash.of(address).value(), address, certificates, changedAt);
    }
}
