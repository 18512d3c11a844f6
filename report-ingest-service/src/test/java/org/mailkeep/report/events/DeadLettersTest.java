package org.mailkeep.report.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.TlsSession;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.infra.Topic;

/** What cannot be read is kept, whether messages come one by one or many at a time. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    private final String key = "d" + UUID.randomUUID() + ".example";

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void ofManyOutcomesOfDeliveriesThoseThatAreNoneAreKept() {
        double before = meters.counter("mailkeep_messages_unreadable").count();
        send(Stream.of("{}", "no JSON", "[7]")
                .map(body -> new ProducerRecord<>(TlsSession.TOPIC, key, body))
                .toList());

        List<ConsumerRecord<String, String>> kept = read(3);
        assertThat(kept).extracting(ConsumerRecord::value).containsExactly("{}", "no JSON", "[7]");
        assertThat(kept).allSatisfy(record -> {
            assertThat(header(record, "dead-letter-topic")).isEqualTo(TlsSession.TOPIC);
            assertThat(header(record, "dead-letter-reason")).isEqualTo("no event that this service knows");
        });
        assertThat(meters.counter("mailkeep_messages_unreadable").count()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void whatIsNoNewsOfADomainIsKept() {
        var record = new ProducerRecord<>(PostureEvent.TOPIC, key, "no JSON");
        send(List.of(record));
        assertThat(read(1)).singleElement().satisfies(kept -> {
            assertThat(kept.value()).isEqualTo("no JSON");
            assertThat(header(kept, "dead-letter-topic")).isEqualTo(PostureEvent.TOPIC);
        });
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void send(List<ProducerRecord<String, String>> records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            records.forEach(record -> assertThat(producer.send(record)).succeedsWithin(PATIENCE));
        }
    }

    private List<ConsumerRecord<String, String>> read(int count) {
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
            consumer.subscribe(List.of(Topic.DEAD_LETTERS.name()));
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
                return found.size() >= count;
            });
        }
        return found;
    }
}
