package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.domain.dmarc.Destination;
import org.mailkeep.policy.domain.dmarc.PolicyDiscovery;
import org.mailkeep.policy.domain.dmarc.TreeWalk;

/** Finds a domain's DMARC policy, and whether those who are to get its reports agree to it. */
@ApplicationScoped
public class FindDmarc {

    /** A stranger's record names the addresses, so not all of them are asked for at once. */
    private static final int DESTINATIONS_AT_ONCE = 4;

    private final WalkTree walks;
    private final DnsResolver dns;

    FindDmarc(WalkTree walks, DnsResolver dns) {
        this.walks = walks;
        this.dns = dns;
    }

    /** The Uni does not fail for what DNS says. */
    public Uni<DmarcFinding> find(DomainName domain) {
        return walks.from(domain).chain(walk -> {
            PolicyDiscovery policy = PolicyDiscovery.of(walk);
            return switch (policy) {
                case PolicyDiscovery.Found found -> destinations(found).map(all -> new DmarcFinding(walk, policy, all));
                case PolicyDiscovery.NotPublished _, PolicyDiscovery.Undetermined _ ->
                    Uni.createFrom().item(new DmarcFinding(walk, policy, List.of()));
            };
        });
    }

    private Uni<List<Destination>> destinations(PolicyDiscovery.Found policy) {
        List<Uni<Destination>> each = Stream.concat(policy.record().rua().stream(), policy.record().ruf().stream())
                .map(uri -> uri.receiver()
                        .map(host -> destination(policy.at(), uri, host))
                        .orElseGet(() -> Uni.createFrom().item(new Destination.Unusable(uri))))
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(each).usingConcurrencyOf(DESTINATIONS_AT_ONCE).andFailFast();
    }

    /** Only another organization has to agree. */
    private Uni<Destination> destination(DomainName policyDomain, ReportUri uri, DomainName host) {
        if (host.equals(policyDomain)) {
            return Uni.createFrom().item(new Destination.Own(uri));
        }
        return Uni.combine()
                .all()
                .unis(walks.from(policyDomain), walks.from(host))
                .asTuple()
                .chain(both -> {
                    Optional<DomainName> own = organization(both.getItem1());
                    Optional<DomainName> other = organization(both.getItem2());
                    if (own.isEmpty() || other.isEmpty()) {
                        return Uni.createFrom()
                                .item(new Destination.Undetermined(uri, "its organization could not be looked up"));
                    }
                    return own.equals(other)
                            ? Uni.createFrom().item(new Destination.Own(uri))
                            : agreement(policyDomain, uri, host);
                });
    }

    private Uni<Destination> agreement(DomainName policyDomain, ReportUri uri, DomainName host) {
        return Destination.question(policyDomain, host)
                .map(name -> dns.txt(name).map(answer -> Destination.of(uri, name, answer)))
                .orElseGet(() -> Uni.createFrom().item(new Destination.Unusable(uri)));
    }

    private static Optional<DomainName> organization(TreeWalk.Ended walk) {
        return switch (walk) {
            case TreeWalk.Finished finished -> Optional.of(finished.organizationalDomain());
            case TreeWalk.Failed _ -> Optional.empty();
        };
    }
}
