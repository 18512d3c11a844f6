package org.mailkeep.report.domain.found;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Trust;

/**
 * Something found, and what is thought of it.
 *
 * @param signer the domain whose signature makes it {@link Trust#DKIM}
 * @param hosted whether it is about a domain of ours
 */
public record Judged(Found found, Trust trust, Optional<DomainName> signer, boolean hosted) {

    /**
     * Whether it counts among the verified ones: it is known who answers for it, and it is about a domain of ours. Whoever can
     * sign a mail could otherwise put any domain on the first page.
     */
    public boolean countsAsVerified() {
        return trust.isVerified() && hosted;
    }

    /** Something that nobody signed. */
    public Judged(Found found, Trust trust, boolean hosted) {
        this(found, trust, Optional.empty(), hosted);
    }
}
