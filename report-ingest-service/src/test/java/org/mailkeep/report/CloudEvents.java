package org.mailkeep.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.testkit.infra.EmbeddedKafka;

/** Events as the other services write and read them. */
public final class CloudEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private CloudEvents() {}

    /** Writes one. */
    public static void send(EmbeddedKafka kafka, String topic, String key, String type, String body) {
        var record = new ProducerRecord<>(topic, key, body);
        Map.of("ce_specversion", "1.0", "ce_type", type, "ce_id", "1", "ce_source", "urn:x")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            assertThat(producer.send(record)).succeedsWithin(PATIENCE);
        }
    }

    /** Waits until there are so many of a type and key, each as its schema promises. */
    public static List<ConsumerRecord<String, String>> await(
            EmbeddedKafka kafka, String topic, String type, String key, int least) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (key.equals(record.key()) && type.equals(header(record, "ce_type"))) {
                        found.add(record);
                    }
                });
                return found.size() >= least;
            });
        }
        found.forEach(record -> assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Objects.requireNonNull(
                                        PostureEvent.class.getResourceAsStream("/schemas/" + type + ".json")),
                                InputFormat.JSON)
                        .validate(record.value(), InputFormat.JSON))
                .isEmpty());
        return found;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
