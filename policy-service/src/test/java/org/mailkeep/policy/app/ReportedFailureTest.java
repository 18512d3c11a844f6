package org.mailkeep.policy.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.PostureChanged;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.policy.TopicReader;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/** A report of a failure leads to a look at our own host, and that to the news of what is wrong and how to mend it. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class ReportedFailureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** From the report to the posture that tells of it. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @Inject
    Database database;

    @Test
    void aCertificateThatChangedWithoutItsTlsaIsFoundAndToldWithTheMend() throws IOException {
        // Given a hosted domain that is well
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        var own = new OwnDomain(internet);
        own.hostInTesting();
        DomainName domain = new DomainName(own.name());
        await().atMost(PATIENCE).until(() -> tlsaCheck(own).equals(List.of("pass")));

        // When its host gets another certificate, and a report tells of the failures that follow
        ServerIdentity other = internet.certifiedExchanger(own.host());
        Instant begin = Instant.now();
        report(domain);

        // Then a probe sees it, and the posture is told as degraded
        try (var posture = TopicReader.of(kafka, PostureEvent.TOPIC)) {
            var probe = posture.first(
                    record -> record.key().equals(own.name()) && record.value().contains(TlsFailureObserved.TYPE));
            assertThat(EventJson.read(probe.value(), ProbeCompleted.class)).hasValueSatisfying(seen -> {
                assertThat(seen.passed()).isFalse();
                assertThat(seen.hosts())
                        .singleElement()
                        .satisfies(host -> assertThat(host.resultType()).isEqualTo("tlsa-invalid"));
            });
            var degraded = posture.first(record -> record.key().equals(own.name())
                    && TopicReader.header(record, "ce_type").equals(PostureChanged.DEGRADED)
                    && record.value().contains("\"before\":\"pass\",\"result\":\"fail\""));
            assertThat(Instant.ofEpochMilli(degraded.timestamp())).isBefore(begin.plus(SOON));
            assertThat(degraded.value().toLowerCase(Locale.ROOT)).contains(other.tlsa(3, 1, 1));
        }
    }

    private static List<String> tlsaCheck(OwnDomain own) {
        List<String> results = given().get("/v1/hosted-domains/{domain}/posture", own.name())
                .jsonPath()
                .getList("checks.findAll { it.check == 'tlsa' }.result");
        return results == null ? List.of() : results;
    }

    private void report(DomainName domain) {
        Instant now = Instant.now();
        var record = new ProducerRecord<>(
                TlsFailureObserved.TOPIC,
                domain.value(),
                EventJson.write(new TlsFailureObserved(
                        domain, "validation-failure", "mail." + domain, 3, "Example Inc.", "1", now, now)));
        Map.of("ce_specversion", "1.0", "ce_type", TlsFailureObserved.TYPE, "ce_id", "1", "ce_source", "urn:x")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            assertThat(producer.send(record)).succeedsWithin(PATIENCE);
        }
    }
}
