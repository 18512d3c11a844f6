package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.app.Findings.Finding;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.Combination;
import org.mailkeep.policy.domain.MixedPolicy;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.mtasts.StsUpdate;
import org.mailkeep.policy.resolve.PolicyHost;

/** Finds out a domain's TLS policy. The Unis fail only where this program is wrong. */
@ApplicationScoped
public class EvaluatePolicy {

    private static final String STS_LABEL = "_mta-sts.";

    private final DnsResolver dns;
    private final PolicyHost policyHost;
    private final MixedPolicy mixed;
    private final Clock clock;

    @Inject
    EvaluatePolicy(DnsResolver dns, PolicyHost policyHost, PolicyConfig config, Clock clock) {
        this.dns = dns;
        this.policyHost = policyHost;
        this.clock = clock;
        mixed = switch (config.mixedPolicy()) {
            case DANE -> MixedPolicy.DANE;
            case SECURE -> MixedPolicy.SECURE;
        };
    }

    /**
     * Evaluates a domain.
     *
     * @param previous what is known; each of its two branches is kept while it has not expired
     * @param anew asks for everything again, past all that is remembered. What is known still stands where the answer
     *     is a failure, and a failed fetch is still not repeated within five minutes
     */
    public Uni<TlsPolicy> evaluate(DomainName domain, Optional<TlsPolicy> previous, boolean anew) {
        DnsResolver asked = anew ? dns.anew() : dns;
        return Uni.combine()
                .all()
                .unis(
                        route(asked, domain, previous.map(TlsPolicy::route), anew),
                        sts(asked, domain, previous.map(TlsPolicy::sts), anew))
                .with((route, sts) -> combine(domain, route, sts));
    }

    /** Evaluates a host that is addressed directly: DANE at its own name, no MX and no MTA-STS. */
    public Uni<HostAnswer> evaluateHost(DomainName host, int port) {
        return new DiscoverRoute(dns, clock)
                .host(host, port)
                .map(judged -> new HostAnswer(Combination.decide(judged.verdict()), judged.expiresAt(clock.instant())));
    }

    /** Every DNS answer that an evaluation of the domain rests on now. */
    public Uni<Findings> findings(DomainName domain) {
        return Uni.combine()
                .all()
                .unis(new DiscoverRoute(dns, clock).of(domain), txt(dns, domain))
                .with((route, txt) -> new Findings(
                        Stream.concat(
                                        route.findings().stream(),
                                        stsName(domain).map(name -> new Finding(name, "TXT", txt)).stream())
                                .toList(),
                        route.route(),
                        txt));
    }

    /** The policy that these two branches make. */
    TlsPolicy combine(DomainName domain, Route route, StsState sts) {
        return TlsPolicy.of(domain, route, sts, mixed, clock.instant());
    }

    private Uni<Route> route(DnsResolver asked, DomainName domain, Optional<Route> previous, boolean anew) {
        Optional<Route> known = previous.filter(route -> clock.instant().isBefore(route.expiresAt()));
        return known.isPresent() && !anew
                ? Uni.createFrom().item(known.get())
                : new DiscoverRoute(asked, clock)
                        .of(domain)
                        // A failure must not take away what is known and still good.
                        .map(found -> known.filter(route -> found.route().hasFailures() && !route.hasFailures())
                                .orElse(found.route()));
    }

    private Uni<StsState> sts(DnsResolver asked, DomainName domain, Optional<StsState> previous, boolean anew) {
        Instant now = clock.instant();
        Optional<StsState> known = previous.filter(state -> now.isBefore(state.nextCheck()))
                .filter(state -> !(state instanceof StsState.Active active) || active.isLive(now));
        return known.isPresent() && !anew
                ? Uni.createFrom().item(known.get())
                : txt(asked, domain).chain(txt -> update(domain, previous, txt));
    }

    private Uni<StsState> update(DomainName domain, Optional<StsState> previous, Lookup<String> txt) {
        return switch (StsUpdate.afterTxt(previous, txt, clock.instant())) {
            case StsUpdate.Settled(StsState state) -> Uni.createFrom().item(state);
            case StsUpdate.FetchPolicy asked ->
                policyHost.fetch(domain).map(fetch -> StsUpdate.afterFetch(previous, asked, fetch, clock.instant()));
        };
    }

    private static Uni<Lookup<String>> txt(DnsResolver asked, DomainName domain) {
        return stsName(domain)
                .map(asked::txt)
                .orElseGet(() -> Uni.createFrom().item(new Lookup.NxDomain<>(true, StsState.FETCH_BACK_OFF)));
    }

    /** Empty where the name would be too long for DNS, so that there can be no record. */
    private static Optional<DomainName> stsName(DomainName domain) {
        return DomainName.parse(STS_LABEL + domain);
    }
}
