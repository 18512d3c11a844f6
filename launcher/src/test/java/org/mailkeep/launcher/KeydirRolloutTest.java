package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Three replicas of keydir-service are replaced one after the other while keys are asked for, published and withdrawn. */
@Tag("replicas")
@Timeout(300)
class KeydirRolloutTest {

    private static final String DOMAIN = "rollout.example";
    private static final int EXPIRING = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.shutdown.delay", ReplicaSet.DELAY,
            "mailkeep.keydir.wkd.requests-per-second", "100000",
            "mailkeep.keydir.wkd.burst", "100000");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder = Path.of("");

    @Test
    void nobodyNoticesARollingUpdate() throws Exception {
        try (var surroundings = new Surroundings(folder);
                var replicas = ReplicaSet.start(() -> surroundings.keydir(SETTINGS));
                var load = new Load()) {
            replicas.call(replica -> replica.put("/v1/domains/" + DOMAIN, "{\"kind\": \"own\"}"));
            publish(replicas, "alice", owner("alice"));
            for (KeydirReplica replica : replicas.replicas()) {
                awaitServed(replica, "alice");
            }
            var published = new AtomicLong(1);
            var withdrawn = new AtomicLong();
            load.with(6, () -> {
                int status = replicas.call(replica -> replica.directly(DOMAIN, hash("alice")));
                assertThat(status).isEqualTo(200);
            });
            for (String account : List.of("bob", "carol")) {
                KeyOwner owner = owner(account);
                load.with(1, () -> {
                    publish(replicas, account, owner);
                    published.incrementAndGet();
                    replicas.call(replica -> {
                        replica.withdraw(account, owner.fingerprint().hex());
                        return account;
                    });
                    withdrawn.incrementAndGet();
                });
            }
            for (int i = 0; i < EXPIRING; i++) {
                publish(replicas, "expiring" + i, expiring("expiring" + i));
                published.incrementAndGet();
            }

            replicas.restartOneByOne();

            // No failed lookup
            assertThat(load.stop()).isEmpty();
            assertThat(load.done()).isGreaterThan(100);
            // No lost event, and one notice for each key that ends soon
            SentEvents events = SentEvents.of(surroundings, Service.KEYDIR, KeydirEvent.TOPIC);
            assertThat(events.ofType("key.published")).hasSize(published.intValue());
            assertThat(events.ofType("key.withdrawn")).hasSize(withdrawn.intValue());
            assertThat(events.ofType("key.expiring")).hasSize(EXPIRING);
            assertThat(surroundings.number(Service.KEYDIR, "select count(*) from publication"))
                    .isEqualTo(published.get() - withdrawn.get());
        }
    }

    private static KeyOwner owner(String account) {
        return KeyOwner.create(Instant.now().minus(Duration.ofDays(10)), account + " <" + address(account) + ">");
    }

    private static KeyOwner expiring(String account) {
        return owner(account).expiringAfter(Duration.ofDays(20), Instant.now().minus(Duration.ofDays(1)));
    }

    private static void publish(ReplicaSet<KeydirReplica> replicas, String account, KeyOwner owner) throws Exception {
        replicas.call(replica -> replica.put("/v1/accounts/" + account, "{\"primary\": \"" + address(account) + "\"}"));
        var outcome = replicas.call(replica -> replica.upload(account, owner.certificate()));
        assertThat(outcome.toString()).contains("published");
    }

    private static void awaitServed(KeydirReplica replica, String account) throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (replica.directly(DOMAIN, hash(account)) != 200) {
            assertThat(System.nanoTime()).as("served by all").isLessThan(limit);
            Thread.sleep(50);
        }
    }

    private static String address(String account) {
        return account + "@" + DOMAIN;
    }

    private static String hash(String account) {
        return WkdHash.of(EmailAddress.of(address(account))).value();
    }
}
