package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.HostAddresses;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.MailHost;
import org.mailkeep.policy.domain.posture.MxFacts;
import org.mailkeep.policy.domain.posture.MxFacts.Shown;
import org.mailkeep.policy.domain.posture.PostureFacts;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.domain.verification.Verdict;
import org.mailkeep.policy.resolve.PolicyHost;

/** Gathers the facts that a hosted domain's posture rests on: DNS, the policy as the world gets it, the last probe. */
@ApplicationScoped
class GatherPosture {

    private static final String STS_LABEL = "_mta-sts.";

    /** More hosts of one domain are not looked at, as with probes. */
    private static final int MAX_HOSTS = DomainProbe.MAX_HOSTS;

    private final DnsResolver dns;
    private final PolicyHost policyHost;
    private final JudgePresented judge;
    private final FindCaa caa;
    private final FindDmarc dmarc;
    private final FindTlsRpt tlsRpt;
    private final Clock clock;

    GatherPosture(
            DnsResolver dns,
            PolicyHost policyHost,
            JudgePresented judge,
            FindCaa caa,
            FindDmarc dmarc,
            FindTlsRpt tlsRpt,
            Clock clock) {
        this.dns = dns;
        this.policyHost = policyHost;
        this.judge = judge;
        this.caa = caa;
        this.dmarc = dmarc;
        this.tlsRpt = tlsRpt;
        this.clock = clock;
    }

    /**
     * The facts as they are now; the Uni does not fail for what strangers do.
     *
     * @param probe the last one
     */
    Uni<PostureFacts> of(Hosted hosted, Optional<DomainProbe> probe) {
        HostedDomain wanted = hosted.wanted();
        DomainName domain = wanted.domain();
        var expected = new PostureFacts.Wanted(
                hosted.publication().policy(),
                hosted.publication().announcedId(),
                wanted.tlsrptRua(),
                wanted.caaIssuers().stream().map(DomainName::new).collect(Collectors.toSet()));
        return new DiscoverRoute(dns, clock)
                .of(domain)
                .chain(discovered -> Uni.combine()
                        .all()
                        .unis(
                                hosts(discovered.route(), wanted, probe),
                                stsRecord(domain),
                                policyHost.fetch(domain),
                                caa.find(domain),
                                dmarc.find(domain),
                                tlsRpt.find(domain))
                        .with((hosts, stsRecord, fetched, issuers, found, reports) -> new PostureFacts(
                                domain,
                                expected,
                                discovered.route(),
                                stsRecord,
                                fetched,
                                hosts,
                                issuers,
                                found.walk(),
                                found.destinations(),
                                reports)));
    }

    private Uni<List<MxFacts>> hosts(Route route, HostedDomain wanted, Optional<DomainProbe> probe) {
        List<Uni<MxFacts>> each = route instanceof Route.Hosts known
                ? known.hosts().stream()
                        .limit(MAX_HOSTS)
                        .map(host -> host(host, wanted, probe))
                        .toList()
                : List.of();
        return each.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(each).andFailFast();
    }

    private Uni<MxFacts> host(Route.Host host, HostedDomain wanted, Optional<DomainProbe> probe) {
        DomainName name = host.mx().name();
        List<TlsaRecord> expected = wanted.mxHosts().stream()
                .filter(known -> known.name().equals(name))
                .map(MailHost::keys)
                .flatMap(List::stream)
                .map(key -> new TlsaRecord(3, 1, 1, key.sha256()))
                .toList();
        return Uni.combine()
                .all()
                .unis(dns.a(name), dns.aaaa(name), shown(wanted.domain(), name, probe))
                .with((a, aaaa, shown) ->
                        new MxFacts(name, HostAddresses.of(name, a, aaaa), host.verdict(), shown, expected));
    }

    private Uni<List<Shown>> shown(DomainName domain, DomainName host, Optional<DomainProbe> probe) {
        List<Uni<Shown>> each = probe.stream()
                .flatMap(last -> last.hosts().stream())
                .filter(seen -> seen.host().equals(host))
                .map(seen -> shown(domain, seen))
                .toList();
        return each.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(each).andFailFast();
    }

    /** The policy may have changed since the probe, so what was presented is judged anew. */
    private Uni<Shown> shown(DomainName domain, HostProbe probe) {
        return switch (probe.contact()) {
            case Contact.Answered answered ->
                judge.judge(domain, probe.host(), answered.presented())
                        .map(verdict -> shown(probe.address(), key(answered.presented()), verdict));
            case Contact.Unreachable(String why) -> Uni.createFrom().item(new Shown.NotSeen(probe.address(), why));
            case Contact.NotTried(String why) -> Uni.createFrom().item(new Shown.NotSeen(probe.address(), why));
        };
    }

    private static Shown shown(String address, Optional<MxFacts.Key> key, Verdict verdict) {
        if (key.isEmpty()) {
            return new Shown.Unfit(address, verdict.passes() ? "there is no TLS" : verdict.why(), key);
        }
        return verdict.passes() ? new Shown.Fits(address, key) : new Shown.Unfit(address, verdict.why(), key);
    }

    private static Optional<MxFacts.Key> key(Presented presented) {
        return Stream.of(presented)
                .flatMap(shown -> shown instanceof Presented.Chain chain ? Stream.of(chain.leaf()) : Stream.empty())
                .map(leaf -> new MxFacts.Key(
                        PublicKeyInfo.of(leaf).sha256(), leaf.getNotAfter().toInstant()))
                .findFirst();
    }

    private Uni<Lookup<String>> stsRecord(DomainName domain) {
        return DomainName.parse(STS_LABEL + domain)
                .map(dns::txt)
                .orElseGet(() -> Uni.createFrom().item(new Lookup.NxDomain<>(true, Duration.ZERO)));
    }
}
