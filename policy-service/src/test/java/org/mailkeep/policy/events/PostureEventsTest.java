package org.mailkeep.policy.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.PostureChanged;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
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
import org.mailkeep.testkit.tls.Leaf;
import org.mailkeep.testkit.tls.TestAuthority;

/** Every event about our own domains is what its schema promises. */
class PostureEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final DomainName HOST = new DomainName("mx.a.example");

    @Test
    void probes() throws IOException {
        TlsPolicy policy = SamplePolicies.sts("a.example", StsPolicy.Mode.TESTING, NOW, Duration.ofDays(1));
        DomainName host = ((Route.Hosts) policy.route()).hosts().getLast().mx().name();
        var failed = new Contact.Answered("", false, Optional.empty(), new Presented.NoStartTls(), Optional.empty());
        Outbox.Message message = PostureEvents.completed(
                new DomainProbe(
                        DOMAIN,
                        "x".repeat(5000),
                        List.of(
                                new HostProbe(
                                        HOST,
                                        "192.0.2.1",
                                        failed,
                                        Optional.of(new Verdict.Failed(Failure.STARTTLS_NOT_OFFERED))),
                                new HostProbe(host, "2001:db8::1", failed, Optional.of(new Verdict.Encrypted())),
                                new HostProbe(HOST, "", new Contact.Unreachable("no address"), Optional.empty())),
                        NOW),
                policy);
        fits(message);
        assertThat(EventJson.read(message.payload(), ProbeCompleted.class)).hasValueSatisfying(event -> {
            assertThat(event.policyId()).isEqualTo("id1");
            assertThat(event.policy()).contains("version: STSv1");
            assertThat(event.hosts().get(0).tlsa()).isEmpty();
            assertThat(event.hosts().get(1).tlsa()).isNotEmpty();
            assertThat(event.hosts().get(1).tlsaState()).contains("found");
            // Of a host that is none of the domain's, nothing is known.
            assertThat(event.hosts().get(0).tlsaState()).contains("unknown");
        });
        fits(PostureEvents.completed(new DomainProbe(DOMAIN, "schedule", List.of(), NOW), policy));
    }

    @Test
    void theEndOfTlsaRecordsIsToldFromALookupThatFailed() throws IOException {
        TlsPolicy policy = SamplePolicies.sts("a.example", StsPolicy.Mode.TESTING, NOW, Duration.ofDays(1));
        X509Certificate certificate =
                TestAuthority.selfSigned(Leaf.of(NOW, "mx1.a.example")).leaf();
        var answered = new Contact.Answered(
                "", true, Optional.of("TLSv1.3"), new Presented.Chain(List.of(certificate)), Optional.empty());
        List<HostProbe> probes = Stream.of("mx1", "mx2", "mx3", "mx4")
                .map(label -> new HostProbe(
                        new DomainName(label + ".a.example"),
                        "192.0.2.1",
                        answered,
                        Optional.of(new Verdict.Encrypted())))
                .toList();
        Outbox.Message message = PostureEvents.completed(new DomainProbe(DOMAIN, "schedule", probes, NOW), policy);
        fits(message);
        assertThat(EventJson.read(message.payload(), ProbeCompleted.class)).hasValueSatisfying(event -> {
            // In this order: no TLSA, a host without address, a failed lookup, unusable records
            assertThat(event.hosts().stream()
                            .map(ProbeCompleted.Host::tlsaState)
                            .flatMap(Optional::stream))
                    .containsExactly("absent", "unknown", "unknown", "found");
            assertThat(event.hosts().getFirst().shown()).hasValueSatisfying(shown -> {
                assertThat(shown.subject()).isEqualTo("CN=mx1.a.example");
                assertThat(shown.names()).containsExactly("mx1.a.example");
                assertThat(shown.notAfter()).isEqualTo(certificate.getNotAfter().toInstant());
            });
        });
    }

    @Test
    void changesOfKeys() throws IOException {
        Rollover steady = Rollover.steady(HOST, Optional.empty(), NOW);
        var announced = (Outcome.Moved) steady.announce(new PublicKeyInfo("30050a"), NOW);
        fits(PostureEvents.advanced(DOMAIN, steady, announced.rollover()));
    }

    @Test
    void overrides() throws IOException {
        var override = new OperatorOverride(
                DOMAIN,
                new Effect.PinDane(),
                NOW.plus(Duration.ofDays(1)),
                "why",
                "somebody".repeat(100),
                NOW,
                Optional.empty());
        fits(PostureEvents.set(override));
        fits(PostureEvents.removed(override, "expired", "policy-service", NOW));
    }

    @Test
    void postures() throws IOException {
        var check = new PostureChanged.Check("tlsa", "mx.a.example", "pass", "fail", "seen", "mend");
        for (boolean degraded : List.of(true, false)) {
            PostureEvent event = new PostureChanged(DOMAIN, degraded, "fail", List.of(check), NOW);
            fits(PostureEvents.message(event));
            assertThat(EventJson.read(PostureEvents.message(event).payload(), PostureChanged.class))
                    .contains((PostureChanged) event);
        }
    }

    @Test
    void reportedFailuresAreReadAndWhatElseIsReportedIsPassedOver() throws IOException {
        var failure = new TlsFailureObserved(DOMAIN, "tlsa-invalid", "mx.a.example", 3, "Example Inc.", "1", NOW, NOW);
        String body = EventJson.write(failure);
        assertThat(schema(TlsFailureObserved.TYPE).validate(body, InputFormat.JSON))
                .isEmpty();
        assertThat(PolicyTopic.reportEvent(TlsFailureObserved.TYPE, body))
                .contains(new PolicyTopic.ReportEvent.Failure(failure));
        assertThat(PolicyTopic.reportEvent("report.received", "{}")).contains(new PolicyTopic.ReportEvent.Other());
        assertThat(PolicyTopic.reportEvent(TlsFailureObserved.TYPE, "{}")).isEmpty();
    }

    private static void fits(Outbox.Message message) throws IOException {
        assertThat(message.topic()).isEqualTo(PostureEvent.TOPIC);
        assertThat(schema(message.type())
                        .validate(
                                message.payload(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }

    private static Schema schema(String type) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(PostureEvent.class.getResourceAsStream("/schemas/" + type + ".json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(file, InputFormat.JSON);
        }
    }
}
