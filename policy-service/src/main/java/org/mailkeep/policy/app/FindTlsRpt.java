package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;

/** Asks where a domain wants reports about TLS. */
@ApplicationScoped
public class FindTlsRpt {

    private static final String LABELS = "_smtp._tls.";

    private final DnsResolver dns;

    FindTlsRpt(DnsResolver dns) {
        this.dns = dns;
    }

    /** The TXT records at {@code _smtp._tls.<domain>} (RFC 8460 §3). */
    public Uni<Lookup<String>> find(DomainName domain) {
        return DomainName.parse(LABELS + domain)
                .map(dns::txt)
                // A name that DNS cannot hold needs no proof that it does not exist.
                .orElseGet(() -> Uni.createFrom().item(new Lookup.NxDomain<>(true, Duration.ZERO)));
    }
}
