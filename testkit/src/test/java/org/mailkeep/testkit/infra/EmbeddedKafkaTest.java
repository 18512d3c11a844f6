package org.mailkeep.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final TopicPartition POLICIES = new TopicPartition("mailkeep.tls-policy", 0);

    @Test
    void recordsOutliveAStopAndANewBrokerOnTheSameFolder(@TempDir Path folder) throws Exception {
        var port = FreePort.find();
        try (var first = EmbeddedKafka.persistent(folder, port, Topic.ALL)) {
            first.start();
            send(first, "one");
            first.stop();
            first.start();
            send(first, "two");
        }
        try (var second = EmbeddedKafka.persistent(folder, port, Topic.ALL)) {
            second.start();

            assertThat(read(second, 2)).containsExactly("one", "two");
        }
    }

    @Test
    void theSuitesTopicsAreThereAndPoliciesAreCompacted() throws Exception {
        try (var kafka = EmbeddedKafka.temporary(Topic.ALL)) {
            kafka.start();
            try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get())
                        .containsExactlyInAnyOrder(
                                "mailkeep.tls-policy",
                                "mailkeep.tls-policy.requests",
                                "mailkeep.posture",
                                "mailkeep.keydir",
                                "mailkeep.keylookup",
                                "mailkeep.reports",
                                "mailkeep.tls-sessions",
                                "mailkeep.dead-letters");
                assertThat(cleanupPolicy(admin, "mailkeep.tls-policy")).isEqualTo("compact");
                assertThat(cleanupPolicy(admin, "mailkeep.reports")).isEqualTo("delete");
            }
        }
    }

    private static String cleanupPolicy(Admin admin, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var configs = admin.describeConfigs(List.of(resource)).all().get();
        return Objects.requireNonNull(configs.get(resource))
                .get("cleanup.policy")
                .value();
    }

    private static void send(EmbeddedKafka kafka, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(POLICIES.topic(), value, value)).get();
        }
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(POLICIES));
            var values = new ArrayList<String>();
            for (var attempt = 0; attempt < 20 && values.size() < count; attempt++) {
                consumer.poll(Duration.ofSeconds(1)).forEach(message -> values.add(message.value()));
            }
            return values;
        }
    }
}
