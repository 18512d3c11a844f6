package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyServer;
import org.mailkeep.testkit.vks.WebKeyDirectory;
import org.mailkeep.testkit.world.DemoKeys;

/** Three replicas of keylookup-service are replaced one after the other while keys are asked for and refreshed. */
@Tag("replicas")
@Timeout(300)
class KeylookupRolloutTest {

    private static final String DOMAIN = "wkd.example";
    private static final int CORRESPONDENTS = 40;

    /** Of those that are known before: a replica that has not found PostgreSQL yet asks the keyserver for them. */
    private static final int FETCHED = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String REFRESHED = "select count(*) from certificate where refreshed_at is not null";

    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.shutdown.delay",
            ReplicaSet.DELAY,
            "mailkeep.vks.urls",
            DemoKeys.keyserver(),
            "mailkeep.keylookup.refresh.per-minute",
            "600");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder = Path.of("");

    @Test
    void nobodyNoticesARollingUpdate() throws Exception {
        try (var surroundings = new Surroundings(folder)) {
            List<KeyOwner> owners = publish(surroundings);
            KeyServer keyserver = keyserver(surroundings, owners);
            try (var replicas = ReplicaSet.start(() -> surroundings.keylookup(SETTINGS));
                    var load = new Load()) {
                // Every second one is known before
                int known = CORRESPONDENTS / 2;
                for (int i = 0; i < known; i++) {
                    find(replicas, i);
                }
                var turn = new AtomicInteger();
                load.with(3, () -> find(replicas, Math.floorMod(turn.getAndIncrement(), known)));
                load.with(3, () -> {
                    KeyOwner owner = owners.get(Math.floorMod(turn.getAndIncrement(), FETCHED));
                    String answer = replicas.call(
                            replica -> replica.fetch(owner.fingerprint().hex()));
                    assertThat(answer).startsWith("200 -----BEGIN PGP PUBLIC KEY BLOCK-----");
                });
                var next = new AtomicInteger(known);
                load.with(1, () -> {
                    if (next.get() < CORRESPONDENTS) {
                        askEverybody(replicas, next.getAndIncrement());
                        Thread.sleep(500);
                    }
                });
                List<KeyOwner> due = owners.subList(FETCHED, known);
                makeDue(surroundings, due);

                replicas.restartOneByOne();

                for (int i = next.get(); i < CORRESPONDENTS; i++) {
                    askEverybody(replicas, i);
                }
                // No failed lookup
                assertThat(load.stop()).isEmpty();
                assertThat(load.done()).isGreaterThan(100);
                // No lost event, and none that two replicas made
                var changes = SentEvents.of(surroundings, Service.KEYLOOKUP, KeylookupEvent.TOPIC)
                        .ofType("key.changed");
                assertThat(changes)
                        .extracting(SentEvents.Event::key)
                        .containsExactlyInAnyOrderElementsOf(owners.stream()
                                .map(owner -> address(owners.indexOf(owner)))
                                .toList());
                refreshesWereShared(surroundings, keyserver, due);
            }
        }
    }

    private static List<KeyOwner> publish(Surroundings surroundings) {
        var directory = WebKeyDirectory.advanced(surroundings.internet().web(), DOMAIN);
        return IntStream.range(0, CORRESPONDENTS)
                .mapToObj(i -> {
                    KeyOwner owner =
                            KeyOwner.create(Instant.now().minus(Duration.ofDays(10)), "Somebody <" + address(i) + ">");
                    directory.publish(address(i), owner.certificate());
                    return owner;
                })
                .toList();
    }

    private static KeyServer keyserver(Surroundings surroundings, List<KeyOwner> owners) {
        String name = URI.create(DemoKeys.keyserver()).getHost();
        KeyServer keyserver = KeyServer.on(surroundings.internet().web().host(name));
        for (int i = 0; i < owners.size(); i++) {
            keyserver.put(owners.get(i).certificate(), address(i));
        }
        return keyserver;
    }

    private static void find(ReplicaSet<KeylookupReplica> replicas, int number) throws Exception {
        isFound(replicas.call(replica -> replica.find(address(number)).toString()));
    }

    /** All replicas at once are asked for an address that none knows. */
    private static void askEverybody(ReplicaSet<KeylookupReplica> replicas, int number) throws Exception {
        Callable<String> question =
                () -> replicas.call(replica -> replica.find(address(number)).toString());
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : clients.invokeAll(List.of(question, question, question))) {
                isFound(answer.get());
            }
        }
    }

    private static void isFound(String answer) {
        assertThat(answer).contains("\"found\"");
    }

    private static void makeDue(Surroundings surroundings, List<KeyOwner> owners) throws SQLException {
        var postgresql = surroundings.postgresql();
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl(KeylookupReplica.DATABASE), postgresql.username(), postgresql.password());
                var statement = connection.prepareStatement(
                        "update certificate set refresh_at = now() where fingerprint = any(?)")) {
            Object[] fingerprints =
                    owners.stream().map(owner -> owner.fingerprint().hex()).toArray();
            statement.setArray(1, connection.createArrayOf("varchar", fingerprints));
            assertThat(statement.executeUpdate()).isEqualTo(owners.size());
        }
    }

    private static void refreshesWereShared(Surroundings surroundings, KeyServer keyserver, List<KeyOwner> owners)
            throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (surroundings.number(Service.KEYLOOKUP, REFRESHED) < owners.size()) {
            assertThat(System.nanoTime())
                    .as(
                            "%d refreshed of %d; asked: %s",
                            surroundings.number(Service.KEYLOOKUP, REFRESHED), owners.size(), keyserver.asked())
                    .isLessThan(limit);
            Thread.sleep(200);
        }
        List<String> asked = keyserver.asked();
        for (KeyOwner owner : owners) {
            String question = "by-fingerprint/" + owner.fingerprint().hex();
            assertThat(asked.stream().filter(question::equals)).as(question).hasSize(1);
        }
    }

    private static String address(int number) {
        return "somebody" + number + "@" + DOMAIN;
    }
}
