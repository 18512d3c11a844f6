package org.mailkeep.keydir.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.keydir.SampleKey;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;

/** What others hear of a change. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class TopicTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    EmbeddedKafka kafka;

    @Inject
    Migration migration;

    @Test
    void everyChangeIsToldOnceAndInOrder() {
        migration.whenDone().await().atMost(PATIENCE);
        String domain = "d" + UUID.randomUUID() + ".example";
        String address = "alice@" + domain;
        String account = "/v1/accounts/a" + UUID.randomUUID();
        SampleKey key = SampleKey.bare(Instant.now().minus(Duration.ofDays(1)))
                .userId(address, Duration.ofDays(6))
                .encryption();
        json(Map.of("kind", "own")).put("/v1/domains/" + domain).then().statusCode(201);
        json(Map.of("primary", address)).put(account).then().statusCode(201);
        json(Map.of("primary", address)).put(account).then().statusCode(200);
        upload(account, key.bytes());
        upload(account, key.bytes());
        upload(account, key.revoked(Instant.now().minusSeconds(60)).bytes());
        json(Map.of("primary", "other@" + domain)).put(account).then().statusCode(200);

        List<ConsumerRecord<String, String>> told = read(address, 5);
        assertThat(told)
                .extracting(TopicTest::type)
                .containsExactly(
                        KeydirEvent.KeyPublished.TYPE,
                        KeydirEvent.KeyExpiring.TYPE,
                        KeydirEvent.KeyPublished.TYPE,
                        KeydirEvent.AddressRetired.TYPE,
                        KeydirEvent.KeyWithdrawn.TYPE);
        assertThat(told.get(0).value()).contains("\"uploaded\"");
        assertThat(told.get(1).value()).contains("\"days\":7");
        assertThat(told.get(2).value()).contains("\"revoked\"");
        assertThat(told.get(4).value()).contains("\"retired\"");
        assertThat(read(domain, 1)).extracting(TopicTest::type).containsExactly(KeydirEvent.DomainServed.TYPE);
    }

    private static RequestSpecification caller() {
        return RestAssured.given().header("Authorization", "Bearer " + KeydirWorldResource.TOKEN);
    }

    private static RequestSpecification json(Object body) {
        return caller().contentType("application/json").body(body);
    }

    private static void upload(String account, byte[] key) {
        caller().contentType("application/pgp-keys")
                .body(key)
                .put(account + "/keys")
                .then()
                .statusCode(200);
    }

    private List<ConsumerRecord<String, String>> read(String about, int atLeast) {
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
            consumer.subscribe(List.of(KeydirEvent.TOPIC));
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (about.equals(record.key())) {
                        found.add(record);
                    }
                });
                return found.size() >= atLeast;
            });
        }
        return found;
    }

    private static String type(ConsumerRecord<?, ?> record) {
        return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
    }
}
