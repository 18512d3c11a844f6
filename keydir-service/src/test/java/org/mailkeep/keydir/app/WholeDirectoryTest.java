package org.mailkeep.keydir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.PublishedKeys;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.keydir.store.PublicationIndex;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;

/** Two replicas on one store: the one that runs, and one made here. PostgreSQL and Kafka are really stopped. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
class WholeDirectoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DomainName DOMAIN = new DomainName("whole.example");
    private static final EmailAddress ALICE = new EmailAddress("alice", DOMAIN);
    private static final EmailAddress BOB = new EmailAddress("bob", DOMAIN);
    private static final EmailAddress CAROL = new EmailAddress("carol", DOMAIN);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    PublishedKeys keys;

    @Inject
    PublicationRepository publications;

    @Inject
    PublicationIndex index;

    @Inject
    Directory running;

    @Inject
    Migration migration;

    @Inject
    Database database;

    @Inject
    KafkaProbe kafkaProbe;

    @BeforeEach
    void aliceAndBobHaveKeys() {
        migration.whenDone().await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> database.isAvailable() && kafkaProbe.isAvailable());
        keys.serve(DOMAIN);
        keys.publish(ALICE, bytes("alice"));
        keys.publish(BOB, bytes("bob"));
        keys.withdraw(CAROL);
    }

    @AfterEach
    void bothAreBack() {
        postgresql.start();
        kafka.start();
        await().atMost(PATIENCE).until(() -> database.isAvailable() && kafkaProbe.isAvailable());
    }

    @Test
    void itIsReadFromTheStoreAndTellsWhenItIsComplete() {
        var replica = replica(Duration.ofDays(1));
        assertThat(find(replica, ALICE)).isInstanceOf(WkdAnswer.Unavailable.class);
        assertThat(replica.state().complete()).isFalse();

        replica.upkeep();
        await().atMost(PATIENCE).until(() -> replica.state().complete());

        assertThat(find(replica, ALICE)).isEqualTo(found("alice"));
        assertThat(find(replica, CAROL)).isEqualTo(WkdAnswer.NOT_FOUND);
        assertThat(replica.state().addresses())
                .isEqualTo(replica.state().expected())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void whatChangedIsReadAgain() {
        var replica = complete(Duration.ofDays(1));
        keys.publishSilently(ALICE, bytes("alice's new one"));
        keys.withdrawSilently(BOB);
        keys.publishSilently(CAROL, bytes("carol"));
        for (EmailAddress address : new EmailAddress[] {ALICE, BOB, CAROL}) {
            replica.changed(WkdLocation.of(address));
        }
        await().atMost(PATIENCE).until(() -> find(replica, ALICE).equals(found("alice's new one")));
        await().atMost(PATIENCE).until(() -> find(replica, BOB).equals(WkdAnswer.NOT_FOUND));
        await().atMost(PATIENCE).until(() -> find(replica, CAROL).equals(found("carol")));
    }

    @Test
    void comparingFindsWhatNoEventTold() {
        var replica = complete(Duration.ZERO);
        keys.publishSilently(ALICE, bytes("alice's silent one"));
        keys.withdrawSilently(BOB);
        keys.publishSilently(CAROL, bytes("carol"));
        await().atMost(PATIENCE).until(() -> {
            replica.upkeep();
            return find(replica, ALICE).equals(found("alice's silent one"))
                    && find(replica, BOB).equals(WkdAnswer.NOT_FOUND)
                    && find(replica, CAROL).equals(found("carol"));
        });
    }

    @Test
    void eventsReachTheRunningReplica() {
        keys.publish(CAROL, bytes("carol"));
        await().atMost(PATIENCE).until(() -> find(running, CAROL).equals(found("carol")));
        keys.withdraw(CAROL);
        await().atMost(PATIENCE).until(() -> find(running, CAROL).equals(WkdAnswer.NOT_FOUND));
    }

    @Test
    void withoutPostgresqlAndKafkaItServesWhatItHasAndCatchesUpLater() {
        var replica = complete(Duration.ofDays(1));
        postgresql.stop();
        kafka.stop();

        assertThat(find(replica, ALICE)).isEqualTo(found("alice"));
        assertThat(find(replica, CAROL)).isEqualTo(WkdAnswer.NOT_FOUND);
        replica.changed(WkdLocation.of(CAROL));
        replica.upkeep();
        await().atMost(PATIENCE).until(() -> !database.isAvailable());
        assertThat(find(replica, ALICE)).isEqualTo(found("alice"));

        postgresql.start();
        kafka.start();
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        keys.publishSilently(CAROL, bytes("carol"));
        await().atMost(PATIENCE).until(() -> {
            replica.upkeep();
            return find(replica, CAROL).equals(found("carol"));
        });
    }

    private WholeDirectory replica(Duration comparisonInterval) {
        return new WholeDirectory(publications, index, Clock.systemUTC(), comparisonInterval);
    }

    private WholeDirectory complete(Duration comparisonInterval) {
        var replica = replica(comparisonInterval);
        replica.upkeep();
        await().atMost(PATIENCE).until(() -> replica.state().complete());
        return replica;
    }

    private static WkdAnswer find(Directory directory, EmailAddress address) {
        return directory.find(WkdLocation.of(address)).await().atMost(PATIENCE);
    }

    private static WkdAnswer found(String key) {
        return new WkdAnswer.Found(ServedKey.of(bytes(key)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
