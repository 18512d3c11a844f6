package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Trust on first use, over all that lies between a lookup and a decision. */
@QuarkusTest
class PinsResourceTest extends KeylookupTest {

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @Inject
    FindKey findKey;

    @SuppressWarnings("NullAway.Init")
    @Inject
    KeyRepository repository;

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    EmbeddedKafka kafka;

    @Test
    void achangedKeyIsHeldUntilSomebodyDecides() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner old = domain.owner("alice");
        KeyOwner successor = domain.owner("alice");
        domain.advanced().publish(email, old.certificate());
        lookup(email);
        domain.advanced().publish(email, successor.certificate());

        JsonPath changed = anew(email);
        assertThat(changed.getString("pin.state")).isEqualTo("changed");
        assertThat(changed.getString("fingerprint")).isEqualTo(old.fingerprint().hex());
        assertThat(changed.getString("pin.candidate.fingerprint"))
                .isEqualTo(successor.fingerprint().hex());
        assertThat(changed.getString("pin.candidate.status")).isEqualTo("valid");
        assertThat(changed.getBoolean("pin.candidate.announcedByPinned")).isFalse();

        assertThat(given().contentType("application/json")
                        .body("{}")
                        .post("/v1/pins/{email}/decision", email)
                        .statusCode())
                .isEqualTo(401);
        assertThat(decide(email, "accept", old.fingerprint().hex())).isEqualTo(409);
        assertThat(decide(email, "perhaps", successor.fingerprint().hex())).isEqualTo(400);
        assertThat(decide(email, "accept", successor.fingerprint().hex())).isEqualTo(200);

        JsonPath accepted = lookup(email);
        assertThat(accepted.getString("pin.state")).isEqualTo("match");
        assertThat(accepted.getString("fingerprint"))
                .isEqualTo(successor.fingerprint().hex());
        assertThat(accepted.getList("pin.history.what")).containsExactly("pinned", "seen", "accepted");
        assertThat(typesOf(email)).containsExactly("key.changed", "key.changed", "key.changed", "key.changed");
    }

    @Test
    void arejectedKeyDoesNotComeBackByItself() {
        var domain = world.domain();
        String email = domain.address("bob");
        KeyOwner old = domain.owner("bob");
        KeyOwner other = domain.owner("bob");
        domain.advanced().publish(email, old.certificate());
        lookup(email);
        domain.advanced().publish(email, other.certificate());
        anew(email);
        assertThat(decide(email, "reject", other.fingerprint().hex())).isEqualTo(200);
        JsonPath answer = anew(email);
        assertThat(answer.getString("fingerprint")).isEqualTo(old.fingerprint().hex());
        assertThat(answer.getString("pin.state")).isEqualTo("changed");
        assertThat(answer.getBoolean("pin.candidate.rejected")).isTrue();
        domain.advanced().publish(email, old.certificate());
        assertThat(anew(email).getString("pin.state")).isEqualTo("match");
    }

    @Test
    void arotationAnnouncedByTheOldKeyIsSaid() {
        var domain = world.domain();
        String email = domain.address("carol");
        KeyOwner old = domain.owner("carol");
        KeyOwner successor = domain.owner("carol").certifiedBy(old, KeyWorld.CREATED.plusSeconds(60));
        domain.advanced().publish(email, old.certificate());
        lookup(email);
        domain.advanced().publish(email, successor.certificate());
        JsonPath changed = anew(email);
        assertThat(changed.getString("pin.state")).isEqualTo("changed");
        assertThat(changed.getBoolean("pin.candidate.announcedByPinned")).isTrue();
    }

    @Test
    void adomainAndAKeyserverThatDisagreeAreAConflict() {
        var domain = world.domain();
        String email = domain.address("dora");
        KeyOwner byKeyserver = domain.owner("dora");
        KeyOwner byDomain = domain.owner("dora");
        domain.advanced();
        world.first().put(byKeyserver.certificate(), email);
        assertThat(lookup(email).getString("source")).isEqualTo("vks");
        domain.advanced().publish(email, byDomain.certificate());
        JsonPath changed = anew(email);
        assertThat(changed.getString("fingerprint"))
                .isEqualTo(byKeyserver.fingerprint().hex());
        assertThat(changed.getString("source")).isEqualTo("vks");
        assertThat(typesOf(email)).containsExactly("key.changed", "key.changed", "key.changed", "pin.conflict");
    }

    @Test
    void awithdrawnKeyLeavesItsPin() {
        var domain = world.domain();
        String email = domain.address("eve");
        KeyOwner eve = domain.owner("eve");
        domain.advanced().publish(email, eve.certificate());
        lookup(email);
        domain.advanced().withdraw(email);
        JsonPath gone = anew(email);
        assertThat(gone.getString("result")).isEqualTo("not-found");
        assertThat(gone.getString("key")).isNull();
        assertThat(gone.getString("pin.state")).isEqualTo("unconfirmed");
        assertThat(gone.getString("pin.fingerprint"))
                .isEqualTo(eve.fingerprint().hex());
    }

    @Test
    void arevocationThatComesAlongWithASuccessorIsRemembered() {
        var domain = world.domain();
        String email = domain.address("grace");
        KeyOwner old = domain.owner("grace");
        KeyOwner successor = domain.owner("grace");
        domain.advanced().publish(email, old.certificate());
        lookup(email);
        var both = new ByteArrayOutputStream();
        both.writeBytes(old.revoked(KeyWorld.CREATED.plusSeconds(60), 1).certificate());
        both.writeBytes(successor.certificate());
        domain.advanced().publish(email, both.toByteArray());

        JsonPath changed = anew(email);

        assertThat(changed.getString("fingerprint")).isEqualTo(old.fingerprint().hex());
        assertThat(changed.getString("status")).isEqualTo("revoked");
        assertThat(changed.getString("pin.candidate.fingerprint"))
                .isEqualTo(successor.fingerprint().hex());
    }

    @Test
    void thePinIsInTheStoreForEveryReplica() {
        var domain = world.domain();
        String email = domain.address("frank");
        KeyOwner frank = domain.owner("frank");
        domain.advanced().publish(email, frank.certificate());
        lookup(email);
        var stored = repository.load(EmailAddress.of(email), List.of()).await().atMost(Duration.ofSeconds(10));
        assertThat(stored.toString()).contains(frank.fingerprint().hex()).contains("WKD_ADVANCED");
    }

    private JsonPath anew(String email) {
        findKey.findAnew(EmailAddress.of(email)).await().atMost(Duration.ofSeconds(20));
        return lookup(email);
    }

    /** The types of the events about an address, once there are no more for a while. */
    private List<String> typesOf(String email) {
        var settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "key.deserializer", StringDeserializer.class.getName(),
                "value.deserializer", StringDeserializer.class.getName()));
        try (var consumer = new KafkaConsumer<String, String>(settings)) {
            var partition = new TopicPartition(KeylookupEvent.TOPIC, 0);
            consumer.assign(List.of(partition));
            List<String> types = new ArrayList<>();
            Clock clock = Clock.systemUTC();
            var end = clock.instant().plusSeconds(20);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                types.clear();
                consumer.seekToBeginning(List.of(partition));
                consumer.poll(Duration.ofSeconds(2)).forEach(record -> {
                    if (email.equals(record.key())) {
                        types.add(type(record));
                    }
                });
                return types.size() >= 4 || clock.instant().isAfter(end);
            });
            return types;
        }
    }

    private static String type(ConsumerRecord<String, String> record) {
        return new String(record.headers().lastHeader("ce_type").value(), US_ASCII);
    }
}
