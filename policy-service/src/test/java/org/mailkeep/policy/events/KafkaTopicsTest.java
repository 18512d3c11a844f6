package org.mailkeep.policy.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.Database;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.infra.Topic;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class KafkaTopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    PolicyRepository repository;

    @Inject
    OutboxRelay relay;

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    private final Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void whatIsCommittedArrivesInOrderAsCloudEvents() {
        DomainName domain = new DomainName("d" + UUID.randomUUID() + ".example");
        TlsPolicy policy = SamplePolicies.dane(domain.value(), now, Duration.ofMinutes(5));
        UUID replica = UUID.randomUUID();
        for (int i = 0; i < 10; i++) {
            Instant begun = now.plusSeconds(2 * i + 1);
            repository
                    .save(
                            later(policy, begun),
                            begun,
                            replica,
                            begun,
                            stored -> PolicyEvents.changed(stored, "lookup", now))
                    .await()
                    .atMost(PATIENCE);
            relay.kick();
            repository
                    .purge(
                            domain,
                            begun.plusSeconds(1),
                            version -> PolicyEvents.purged(domain, version, "operator", now))
                    .await()
                    .atMost(PATIENCE);
            relay.kick();
        }

        List<ConsumerRecord<String, String>> arrived = read(TlsPolicyEvent.TOPIC, domain.value(), 20);
        List<TlsPolicyEvent> events = arrived.stream()
                .map(record -> PolicyTopic.policyEvent(headers(record).getOrDefault("ce_type", ""), record.value())
                        .orElseThrow())
                .toList();
        assertThat(events).extracting(TlsPolicyEvent::version).isSorted().doesNotHaveDuplicates();
        assertThat(events).filteredOn(TlsPolicyEvent.Purged.class::isInstance).hasSize(10);
        assertThat(headers(arrived.getFirst()))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "policy.changed")
                .containsEntry("ce_source", "urn:mailkeep:policy-service")
                .containsEntry("ce_subject", domain.value())
                .containsEntry("ce_time", "2026-11-23T10:00:00Z")
                .containsEntry("content-type", "application/json")
                .hasEntrySatisfying(
                        "ce_id", id -> assertThat(UUID.fromString(id)).isNotNull());
    }

    @Test
    void whatIsNoEventIsCountedAndSkipped() {
        double before = unreadable();
        var wrong = new ProducerRecord<>(TlsPolicyEvent.TOPIC, "junk.example", "{\"version\":{}}");
        Map.of("ce_specversion", "1.0", "ce_type", TlsPolicyEvent.Purged.TYPE, "ce_id", "1", "ce_source", "urn:x")
                .forEach((name, value) -> wrong.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(List.of(junk("no JSON, no headers"), wrong, junk(null)));
        await().atMost(PATIENCE).until(() -> unreadable() >= before + 3);
        send(List.of(junk("and the next one is read all the same")));
        await().atMost(PATIENCE).until(() -> unreadable() >= before + 4);
    }

    /** A request asks for work that would be lost: it is kept with all that it came with, to be handed over again. */
    @Test
    void aRequestThatCannotBeReadIsKeptAsADeadLetter() {
        String key = "junk" + UUID.randomUUID() + ".example";
        var wrong = new ProducerRecord<>(RecheckRequested.TOPIC, key, "{\"domain\":7}");
        Map.of("ce_specversion", "1.0", "ce_type", RecheckRequested.TYPE, "ce_id", "1", "ce_source", "urn:x")
                .forEach((name, value) -> wrong.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(List.of(wrong));

        ConsumerRecord<String, String> kept =
                read(Topic.DEAD_LETTERS.name(), key, 1).getFirst();
        assertThat(kept.value()).isEqualTo("{\"domain\":7}");
        assertThat(headers(kept))
                .containsEntry("ce_type", RecheckRequested.TYPE)
                .containsEntry("ce_id", "1")
                .containsEntry("dead-letter-reason", "no event that this service knows")
                .containsEntry("dead-letter-topic", RecheckRequested.TOPIC)
                .containsKeys("dead-letter-partition", "dead-letter-offset");

        // Handed over as docs/operations.md says, it is a request like any other: still wrong, so it is kept again.
        var again = new ProducerRecord<>(RecheckRequested.TOPIC, null, key, kept.value(), kept.headers());
        send(List.of(again));
        assertThat(read(Topic.DEAD_LETTERS.name(), key, 2)).hasSize(2);
    }

    private static ProducerRecord<String, String> junk(@Nullable String body) {
        return new ProducerRecord<>(TlsPolicyEvent.TOPIC, "junk.example", body);
    }

    private void send(List<ProducerRecord<String, String>> records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (ProducerRecord<String, String> record : records) {
                assertThat(producer.send(record)).succeedsWithin(PATIENCE);
            }
        }
    }

    private double unreadable() {
        return meters.counter("mailkeep_messages_unreadable").count();
    }

    private static TlsPolicy later(TlsPolicy policy, Instant evaluatedAt) {
        return new TlsPolicy(policy.domain(), policy.route(), policy.sts(), policy.decision(), evaluatedAt, 0);
    }

    private List<ConsumerRecord<String, String>> read(String topic, String key, int atLeast) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
