package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.app.Findings.Finding;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.RouteLife;
import org.mailkeep.policy.domain.dane.HostAddresses;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MailExchange;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.dane.TlsaBases;
import org.mailkeep.policy.domain.postfix.LookupKey;
import org.mailkeep.policy.resolve.TlsaRecords;

/** Finds out where mail goes and what DANE says of each host: MX, addresses, TLSA (RFC 7672 §2.2). */
final class DiscoverRoute {

    /** Hosts of one domain that are looked at together. */
    private static final int HOSTS_AT_ONCE = 16;

    private final DnsResolver dns;
    private final Clock clock;

    DiscoverRoute(DnsResolver dns, Clock clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /** A route and what it rests on. */
    record Discovered(Route route, List<Finding> findings) {}

    /** What DANE says of a host, and what that rests on. */
    record Judged(HostVerdict verdict, List<Finding> findings) {

        Instant expiresAt(Instant now) {
            return now.plus(RouteLife.of(answers(findings), verdict instanceof HostVerdict.TempFail, hasTlsa(verdict)));
        }
    }

    Uni<Discovered> of(DomainName domain) {
        return dns.mx(domain).chain(answer -> {
            List<Finding> mx = List.of(new Finding(domain, "MX", answer));
            return switch (MailExchange.of(domain, answer)) {
                case MailExchange.Hosts hosts -> ofHosts(hosts, mx);
                case MailExchange.NoMail _ -> settled(new Route.NoMail(expiry(mx, false)), mx);
                case MailExchange.NoSuchDomain _ -> settled(new Route.NoSuchDomain(expiry(mx, false)), mx);
                case MailExchange.Undetermined(String why) ->
                    settled(new Route.Undetermined(why, expiry(mx, true)), mx);
            };
        });
    }

    Uni<Judged> host(DomainName host, int port) {
        return Uni.combine().all().unis(dns.a(host), dns.aaaa(host)).asTuple().chain(addresses -> {
            List<Finding> found = List.of(
                    new Finding(host, "A", addresses.getItem1()), new Finding(host, "AAAA", addresses.getItem2()));
            TlsaBases bases = TlsaBases.of(host, HostAddresses.of(host, addresses.getItem1(), addresses.getItem2()));
            return follow(host, port, bases, found);
        });
    }

    private Uni<Discovered> ofHosts(MailExchange.Hosts hosts, List<Finding> mx) {
        List<Uni<JudgedHost>> each = hosts.hosts().stream()
                .map(host -> host(host.name(), LookupKey.SMTP_PORT).map(judged -> new JudgedHost(host, judged)))
                .toList();
        return Uni.join()
                .all(each)
                .usingConcurrencyOf(HOSTS_AT_ONCE)
                .andFailFast()
                .map(judged -> combined(hosts, judged, mx));
    }

    private Discovered combined(MailExchange.Hosts hosts, List<JudgedHost> judged, List<Finding> mx) {
        List<Finding> findings = Stream.concat(
                        mx.stream(), judged.stream().flatMap(host -> host.judged.findings().stream()))
                .toList();
        List<Route.Host> verdicts = judged.stream()
                .map(host -> new Route.Host(host.mx, host.judged.verdict()))
                .toList();
        boolean failed = verdicts.stream().anyMatch(host -> host.verdict() instanceof HostVerdict.TempFail);
        boolean tlsa = verdicts.stream().anyMatch(host -> hasTlsa(host.verdict()));
        Instant expiresAt = clock.instant().plus(RouteLife.of(answers(findings), failed, tlsa));
        return new Discovered(new Route.Hosts(verdicts, hosts.secure(), hosts.implicit(), expiresAt), findings);
    }

    private Uni<Judged> follow(DomainName host, int port, TlsaBases bases, List<Finding> found) {
        return switch (bases) {
            case TlsaBases.Settled(HostVerdict verdict) -> Uni.createFrom().item(new Judged(verdict, found));
            case TlsaBases.AskBelow(List<DomainName> names) -> firstTlsa(names, port, found);
            case TlsaBases.AskForAlias asked ->
                dns.cname(host)
                        .chain(alias -> follow(
                                host,
                                port,
                                TlsaBases.afterAlias(host, asked, alias),
                                with(found, new Finding(host, "CNAME", alias))));
        };
    }

    private Uni<Judged> firstTlsa(List<DomainName> bases, int port, List<Finding> found) {
        if (bases.isEmpty()) {
            return Uni.createFrom().item(new Judged(new HostVerdict.NoTlsa("the host has no TLSA records"), found));
        }
        DomainName base = bases.getFirst();
        return TlsaRecords.of(dns, base, port).chain(answer -> {
            List<Finding> sofar = with(found, new Finding(base, "TLSA", answer));
            return HostVerdict.after(base, answer)
                    .map(verdict -> Uni.createFrom().item(new Judged(verdict, sofar)))
                    .orElseGet(() -> firstTlsa(bases.subList(1, bases.size()), port, sofar));
        });
    }

    private Instant expiry(List<Finding> findings, boolean failed) {
        return clock.instant().plus(RouteLife.of(answers(findings), failed, false));
    }

    private static boolean hasTlsa(HostVerdict verdict) {
        return verdict instanceof HostVerdict.Usable || verdict instanceof HostVerdict.Unusable;
    }

    private static Uni<Discovered> settled(Route route, List<Finding> findings) {
        return Uni.createFrom().item(new Discovered(route, findings));
    }

    private static List<Finding> with(List<Finding> findings, Finding further) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(further);
        return List.copyOf(all);
    }

    private static List<Lookup<?>> answers(List<Finding> findings) {
        return findings.stream().<Lookup<?>>map(Finding::answer).toList();
    }

    private record JudgedHost(MxHost mx, Judged judged) {}
}
