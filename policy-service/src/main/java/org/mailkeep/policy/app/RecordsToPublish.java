package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.config.HostingConfig;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.MailHost;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.records.Announcement;
import org.mailkeep.policy.domain.records.PublishedRecord;
import org.mailkeep.policy.domain.records.RecordSet;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.store.HostedRepository;
import org.mailkeep.policy.store.ProbeRepository;

/** Tells which DNS records a hosted domain has to publish. */
@ApplicationScoped
public class RecordsToPublish {

    private static final int DANE_TA = 2;
    private static final int DANE_EE = 3;

    private final HostedRepository hosted;
    private final ProbeRepository probes;
    private final Optional<DomainName> policyHost;
    private final Optional<DomainName> keyDirectory;

    RecordsToPublish(HostedRepository hosted, ProbeRepository probes, HostingConfig config) {
        this.hosted = hosted;
        this.probes = probes;
        policyHost = config.policyHost().map(DomainName::of);
        keyDirectory = config.keyDirectory().map(DomainName::of);
    }

    /** What asking for the records comes to. */
    public sealed interface Outcome {

        /** The records, in the order in which they are best published. */
        record Records(DomainName domain, List<PublishedRecord> records) implements Outcome {
            public Records {
                records = List.copyOf(records);
            }
        }

        record NotHosted() implements Outcome {}

        /** PostgreSQL is away. */
        record Unavailable() implements Outcome {}
    }

    /**
     * The records of a domain. A host without configured keys gets records of the keys that it was last seen with.
     *
     * @param withAuthority adds a record {@code 2 1 1} for the authority of each host's certificate, as it was last seen
     */
    public Uni<Outcome> of(DomainName domain, boolean withAuthority) {
        return Uni.combine()
                .all()
                .unis(hosted.find(domain), probes.last(domain))
                .with((found, probe) -> switch (found) {
                    case StoreResult.Unavailable<Optional<Hosted>> _ -> new Outcome.Unavailable();
                    case StoreResult.Done<Optional<Hosted>>(Optional<Hosted> known) ->
                        known.<Outcome>map(hosting -> new Outcome.Records(
                                        domain, RecordSet.of(announcement(hosting, seen(probe), withAuthority))))
                                .orElseGet(Outcome.NotHosted::new);
                });
    }

    private Announcement announcement(Hosted hosting, Optional<DomainProbe> seen, boolean withAuthority) {
        List<String> reports = hosting.wanted().tlsrptRua();
        return new Announcement(
                hosting.wanted().domain(),
                hosting.publication().announcedId(),
                policyHost,
                hosting.wanted().mxHosts().stream()
                        .map(host -> new Announcement.Tlsa(
                                host.name(),
                                keyRecords(host, seen),
                                seen.filter(_ -> withAuthority).flatMap(probe -> authority(host.name(), probe))))
                        .toList(),
                reports,
                reports.stream().filter(uri -> uri.startsWith("mailto:")).toList(),
                hosting.wanted().caaIssuers().stream().map(DomainName::new).toList(),
                keyDirectory);
    }

    private static List<TlsaRecord> keyRecords(MailHost host, Optional<DomainProbe> seen) {
        List<PublicKeyInfo> keys = host.keys().isEmpty()
                ? seen.map(probe -> new ArrayList<>(probe.keysOf(host.name()))).orElseGet(ArrayList::new)
                : host.keys();
        return keys.stream()
                .map(key -> new TlsaRecord(DANE_EE, 1, 1, key.sha256()))
                .toList();
    }

    /** The issuer's certificate comes second in a chain. */
    private static Optional<TlsaRecord> authority(DomainName host, DomainProbe probe) {
        return probe.hosts().stream()
                .filter(seen -> seen.host().equals(host))
                .flatMap(seen -> seen.contact() instanceof Contact.Answered answered
                                && answered.presented() instanceof Presented.Chain chain
                                && chain.certificates().size() > 1
                        ? Stream.of(chain.certificates().get(1))
                        : Stream.empty())
                .map(issuer ->
                        new TlsaRecord(DANE_TA, 1, 1, PublicKeyInfo.of(issuer).sha256()))
                .findFirst();
    }

    private static Optional<DomainProbe> seen(StoreResult<Optional<DomainProbe>> probe) {
        return switch (probe) {
            case StoreResult.Done<Optional<DomainProbe>>(Optional<DomainProbe> last) -> last;
            case StoreResult.Unavailable<Optional<DomainProbe>> _ -> Optional.empty();
        };
    }
}
