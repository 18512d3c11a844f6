package org.mailkeep.policy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.MailHost;
import org.mailkeep.policy.domain.hosted.Publication;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.override.Effect;
import org.mailkeep.policy.domain.override.OperatorOverride;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.rollover.Outcome;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.domain.verification.Failure;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.domain.verification.Verdict;
import org.mailkeep.testkit.tls.TestAuthority;

/** What is stored about our own domains is read back as it was. */
class DocumentsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final StsPolicy POLICY =
            Facts.policy(Duration.ofDays(7), "mode: enforce", "mx: mx.example.com", "mx: *.example.net");
    private static final PublicKeyInfo KEY = new PublicKeyInfo("3003020100");

    @Test
    void hostedDomains() {
        var wanted = new HostedDomain(
                DOMAIN,
                POLICY,
                List.of(new MailHost(HOST, List.of(KEY))),
                List.of("mailto:tls@example.com"),
                List.of("ca.example"));
        Publication publishing = Publication.begin(POLICY, 7, NOW);
        for (Publication publication : List.of(
                publishing, publishing.confirmed(NOW), publishing.confirmed(NOW).leave(8, NOW))) {
            var hosted = new Hosted(wanted, publication, 8);
            var row = new HostedRow();
            row.set(hosted);
            assertThat(row.toHosted()).isEqualTo(hosted);
            assertThat(row.live).isEqualTo(publication.live());
        }
    }

    @Test
    void changesOfKeys() {
        Rollover steady = Rollover.steady(HOST, Optional.of(KEY), NOW);
        var announced = (Outcome.Moved) steady.announce(new PublicKeyInfo("30050a"), NOW);
        for (Rollover rollover : List.of(steady, announced.rollover(), Rollover.steady(HOST, Optional.empty(), NOW))) {
            var row = new RolloverRow();
            row.set(rollover);
            assertThat(row.toRollover()).isEqualTo(rollover);
        }
    }

    @Test
    void overrides() {
        for (Effect effect : List.of(
                new Effect.FailOpen(), new Effect.PinDane(), new Effect.PinDaneOnly(), new Effect.PinSecure(POLICY))) {
            var override = new OperatorOverride(
                    DOMAIN, effect, NOW.plusSeconds(60), "a \"reason\"\n", "somebody", NOW, Optional.of(NOW));
            var row = new OverrideRow();
            row.set(override);
            assertThat(row.toOverride()).isEqualTo(override);
        }
    }

    @Test
    void probes() {
        var chain = new Presented.Chain(TestAuthority.create("Root", Clock.systemUTC())
                .issue("mx.example.com")
                .chain());
        List<Contact> contacts = List.of(
                new Contact.Answered("banner", true, Optional.of("TLSv1.3"), chain, Optional.empty()),
                new Contact.Answered("", false, Optional.empty(), new Presented.NoStartTls(), Optional.of("why")),
                new Contact.Answered("", true, Optional.empty(), new Presented.NoTls(), Optional.of("why")),
                new Contact.Answered("", true, Optional.of("TLSv1.2"), new Presented.Unreadable(), Optional.empty()),
                new Contact.Unreachable("why"),
                new Contact.NotTried("why"));
        List<Verdict> verdicts = Stream.concat(
                        Stream.<Verdict>of(
                                new Verdict.DaneMatched(new TlsaRecord(3, 1, 1, "ab".repeat(32))),
                                new Verdict.Encrypted(),
                                new Verdict.StsMatched("*.example.com"),
                                new Verdict.NothingDemanded("why"),
                                new Verdict.PolicyUnavailable(StsFailureType.WEBPKI_INVALID, "why")),
                        Stream.of(Failure.values()).map(Verdict.Failed::new))
                .toList();
        var hosts = new ArrayList<HostProbe>();
        contacts.forEach(contact -> hosts.add(new HostProbe(HOST, "192.0.2.1", contact, Optional.empty())));
        verdicts.forEach(verdict -> hosts.add(new HostProbe(HOST, "", contacts.getFirst(), Optional.of(verdict))));
        var probe = new DomainProbe(DOMAIN, "test", hosts, NOW);

        assertThat(ProbeDocument.read(ProbeDocument.write(probe))).isEqualTo(probe);
    }

    @Test
    void whatCannotBeReadIsNoOutage() {
        assertThatThrownBy(() -> Documents.read("{\"policy\":\"junk\"}", Publication.class))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause();
    }
}
