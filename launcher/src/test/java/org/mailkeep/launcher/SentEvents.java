package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The events of a topic. Kafka may have one more than once, with the same id: consumers go by what it tells, not by how often.
 *
 * @param byId in the order in which they came first
 */
record SentEvents(Map<String, Event> byId) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A CloudEvent. */
    record Event(String type, String key, JsonNode data) {}

    /** All of them, once the service has sent what waited in its outbox. */
    static SentEvents of(Surroundings surroundings, Service service, String topic)
            throws IOException, SQLException, InterruptedException {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (surroundings.number(service, "select count(*) from outbox") > 0) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("the outbox of " + service.module() + " is not sent");
            }
            Thread.sleep(100);
        }
        return read(surroundings.kafka().bootstrapServers(), topic);
    }

    private static SentEvents read(String servers, String topic) throws IOException {
        var byId = new LinkedHashMap<String, Event>();
        var partition = new TopicPartition(topic, 0);
        var settings = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    byId.put(header(record, "ce_id"), event(record));
                }
            }
        }
        return new SentEvents(byId);
    }

    private static Event event(ConsumerRecord<String, String> record) throws IOException {
        return new Event(header(record, "ce_type"), record.key(), JSON.readTree(record.value()));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Those of one type. */
    List<Event> ofType(String type) {
        return byId.values().stream().filter(event -> event.type().equals(type)).toList();
    }
}
