package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.events.PostureEvents;
import org.mailkeep.policy.resolve.MxProbe;
import org.mailkeep.policy.store.ProbeRepository;

/** Looks at every MX host of a domain, judges what they present, and tells the others. */
@ApplicationScoped
public class ProbeDomain {

    private static final int AT_ONCE = 4;

    private static final Logger LOG = Logger.getLogger(ProbeDomain.class);

    private final PolicyLookup lookup;
    private final DnsResolver dns;
    private final MxProbe mail;
    private final JudgePresented judge;
    private final ProbeRepository repository;
    private final ConductRollovers rollovers;
    private final AssessPosture posture;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Coalescing<DomainName, DomainProbe> running = new Coalescing<>();

    ProbeDomain(
            PolicyLookup lookup,
            DnsResolver dns,
            MxProbe mail,
            JudgePresented judge,
            ProbeRepository repository,
            ConductRollovers rollovers,
            AssessPosture posture,
            OutboxRelay relay,
            Clock clock) {
        this.lookup = lookup;
        this.dns = dns;
        this.mail = mail;
        this.judge = judge;
        this.repository = repository;
        this.rollovers = rollovers;
        this.posture = posture;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Probes a domain now; who asks meanwhile gets the same outcome.
     *
     * @param reason goes into the event, 200 characters of it at most
     * @param within what was seen of a host no longer ago will do
     */
    public Uni<DomainProbe> probe(DomainName domain, String reason, Duration within) {
        return running.join(
                domain,
                () -> lookup.evaluated(domain)
                        .chain(policy -> look(policy, within)
                                .map(hosts -> new DomainProbe(domain, reason, hosts, clock.instant()))
                                .call(probe -> keep(probe, policy))),
                () -> {});
    }

    private Uni<List<HostProbe>> look(TlsPolicy policy, Duration within) {
        List<Route.Host> hosts = policy.route() instanceof Route.Hosts known
                ? known.hosts().stream().limit(DomainProbe.MAX_HOSTS).toList()
                : List.of();
        return hosts.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(hosts.stream()
                                .map(host -> look(policy, host, within))
                                .toList())
                        .usingConcurrencyOf(AT_ONCE)
                        .andFailFast()
                        .map(each -> each.stream().flatMap(List::stream).toList());
    }

    private Uni<List<HostProbe>> look(TlsPolicy policy, Route.Host mx, Duration within) {
        DomainName host = mx.mx().name();
        return Uni.combine().all().unis(dns.a(host), dns.aaaa(host)).asTuple().chain(answers -> {
            List<InetAddress> addresses = Stream.of(answers.getItem1(), answers.getItem2())
                    .flatMap(ProbeDomain::addresses)
                    .limit(DomainProbe.MAX_ADDRESSES)
                    .toList();
            return addresses.isEmpty()
                    ? Uni.createFrom().item(List.of(withoutAddress(host)))
                    : Uni.join()
                            .all(addresses.stream()
                                    .map(address -> look(policy, mx, address, within))
                                    .toList())
                            .andFailFast();
        });
    }

    private Uni<HostProbe> look(TlsPolicy policy, Route.Host mx, InetAddress address, Duration within) {
        DomainName host = mx.mx().name();
        return mail.look(serverName(mx), address, within).chain(contact -> switch (contact) {
            case Contact.Answered answered ->
                judge.judge(policy, host, answered.presented())
                        .map(verdict -> new HostProbe(host, address.getHostAddress(), contact, Optional.of(verdict)));
            case Contact.Unreachable _, Contact.NotTried _ ->
                Uni.createFrom().item(new HostProbe(host, address.getHostAddress(), contact, Optional.empty()));
        });
    }

    /** By SNI, the TLSA base domain is asked for (RFC 7672 §8.1), and without TLSA the host (RFC 8461 §4.2). */
    private static DomainName serverName(Route.Host host) {
        return switch (host.verdict()) {
            case HostVerdict.Usable usable -> usable.base();
            case HostVerdict.Unusable unusable -> unusable.base();
            case HostVerdict.NoTlsa _, HostVerdict.TempFail _, HostVerdict.Unreachable _ ->
                host.mx().name();
        };
    }

    /** What cannot be stored is answered all the same. */
    private Uni<Void> keep(DomainProbe probe, TlsPolicy policy) {
        return repository
                .save(probe, PostureEvents.completed(probe, policy))
                .invoke(result -> {
                    switch (result) {
                        case StoreResult.Done<Integer> _ -> relay.kick();
                        case StoreResult.Unavailable<Integer> _ ->
                            LOG.warnf("The probe of %s could not be stored", probe.domain());
                    }
                })
                .chain(() -> rollovers.afterProbe(probe))
                .invoke(() -> posture.assessSoon(probe.domain()));
    }

    private static HostProbe withoutAddress(DomainName host) {
        return new HostProbe(host, "", new Contact.Unreachable("the host has no address"), Optional.empty());
    }

    private static Stream<InetAddress> addresses(Lookup<String> answer) {
        return switch (answer) {
            case Lookup.Secure<String> found -> found.records().stream().map(InetAddress::ofLiteral);
            case Lookup.Insecure<String> found -> found.records().stream().map(InetAddress::ofLiteral);
            case Lookup.NoData<String> _,
                    Lookup.NxDomain<String> _,
                    Lookup.Bogus<String> _,
                    Lookup.TempFail<String> _ -> Stream.empty();
        };
    }
}
