package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.domain.caa.CaaSearch;
import org.mailkeep.policy.resolve.CaaRecords;

/** Finds the CAA records that count for a name. */
@ApplicationScoped
public class FindCaa {

    private final DnsResolver dns;

    FindCaa(DnsResolver dns) {
        this.dns = dns;
    }

    /** Climbs until records are found. The Uni does not fail for what DNS says. */
    public Uni<CaaSearch.Decided> find(DomainName name) {
        return follow(CaaSearch.from(name));
    }

    private Uni<CaaSearch.Decided> follow(CaaSearch search) {
        return switch (search) {
            case CaaSearch.Decided decided -> Uni.createFrom().item(decided);
            case CaaSearch.Ask ask ->
                CaaRecords.of(dns, ask.name()).chain(answer -> follow(CaaSearch.after(ask, answer)));
        };
    }
}
