package org.mailkeep.policy.app;

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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.SmallInternet;

/** A report of a failure leads to a look at our own host, and that to an event. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class ReportedFailureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @Inject
    Database database;

    @Test
    void aCertificateThatChangedWithoutItsTlsaIsFound() throws IOException {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        var own = new OwnDomain(internet);
        own.hostInTesting();
        DomainName domain = new DomainName(own.name());
        try (var posture = consumer()) {
            posture.subscribe(List.of(PostureEvent.TOPIC));
            assertThat(probe(posture, domain, "schedule").passed()).isTrue();

            internet.certifiedExchanger(own.host());
            report(domain);

            ProbeCompleted probe = probe(posture, domain, TlsFailureObserved.TYPE);
            assertThat(probe.passed()).isFalse();
            assertThat(probe.hosts())
                    .singleElement()
                    .satisfies(host -> assertThat(host.resultType()).isEqualTo("tlsa-invalid"));
        }
    }

    private static ProbeCompleted probe(KafkaConsumer<String, String> posture, DomainName domain, String reason) {
        return await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> next(posture, domain, reason), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<ProbeCompleted> next(
            KafkaConsumer<String, String> posture, DomainName domain, String reason) {
        for (var record : posture.poll(Duration.ofMillis(200))) {
            String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
            Optional<ProbeCompleted> found = type.equals(ProbeCompleted.TYPE)
                    ? EventJson.read(record.value(), ProbeCompleted.class)
                    : Optional.empty();
            if (found.filter(probe ->
                            probe.domain().equals(domain) && probe.reason().equals(reason))
                    .isPresent()) {
                return found;
            }
        }
        return Optional.empty();
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

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
