package org.mailkeep.keydir.domain.served;

import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;

/** The host names for which a web server in front may get certificates while it runs. */
public final class CertifiableName {

    private static final Set<String> LABELS = Set.of(DirectoryDomain.ADVANCED_LABEL, "mta-sts");

    private CertifiableName() {}

    /** The mail domain that a host name belongs to; empty where we would never serve that host. */
    public static Optional<DomainName> mailDomainOf(DomainName host) {
        int dot = host.value().indexOf('.');
        return dot > 0 && LABELS.contains(host.value().substring(0, dot)) ? host.parent() : Optional.empty();
    }
}
