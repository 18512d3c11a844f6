package org.mailkeep.keydir.domain.served;

import java.util.Locale;

/** How a customer's domain shows that it wants to be served here. */
public enum ProofMethod {
    /** {@code openpgpkey.} of the domain is an alias of our host. */
    CNAME,
    /** The token stands in a TXT record. */
    TXT;

    /** As in the API and the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
