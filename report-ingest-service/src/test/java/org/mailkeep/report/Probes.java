package org.mailkeep.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.testkit.infra.EmbeddedKafka;

/** Probes as policy-service tells of them. */
public final class Probes {

    private Probes() {}

    /** Tells that the only host of a domain was probed now, and that the domain has this MTA-STS policy in enforce. */
    public static void tell(EmbeddedKafka kafka, String domain, ProbeCompleted.Host host) {
        tell(kafka, domain, "mode: enforce", host);
    }

    /** The same with another mode of the policy. */
    public static void tell(EmbeddedKafka kafka, String domain, String mode, ProbeCompleted.Host host) {
        var event = new ProbeCompleted(
                new DomainName(domain),
                "test",
                host.resultType().isEmpty(),
                List.of(host),
                "1",
                List.of("version: STSv1", mode, "mx: mx1." + domain, "max_age: 86400"),
                Instant.now());
        CloudEvents.send(kafka, PostureEvent.TOPIC, domain, ProbeCompleted.TYPE, EventJson.write(event));
    }

    /**
     * A host at one address.
     *
     * @param failure the word of RFC 8460 §4.3; empty where it passes
     * @param sha256 of its certificate, of which nothing else is told
     */
    public static ProbeCompleted.Host host(String name, String failure, String sha256) {
        return new ProbeCompleted.Host(
                name,
                "192.0.2.1",
                failure.isEmpty() ? "sts-matched" : "failed",
                failure,
                "seen by the test",
                sha256,
                List.of(),
                Optional.of(ProbeCompleted.Host.TLSA_ABSENT),
                Optional.empty());
    }

    /** A host that passes, with a TLSA record and a certificate that ends in ten days. */
    public static ProbeCompleted.Host withTlsa(String name, String record) {
        Instant now = Instant.now();
        return new ProbeCompleted.Host(
                name,
                "192.0.2.1",
                "dane-matched",
                "",
                "the certificate matches the TLSA record",
                "5c".repeat(32),
                List.of(record),
                Optional.of(ProbeCompleted.Host.TLSA_FOUND),
                Optional.of(new ProbeCompleted.Certificate(
                        "CN=" + name,
                        "CN=Example CA,O=Example",
                        List.of(name, "*." + name),
                        now.minus(Duration.ofDays(80)),
                        now.plus(Duration.ofDays(10)))));
    }
}
