package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;

/** PostgreSQL and Kafka come and go while mail servers ask: they get right answers, and nothing is lost. */
@Timeout(240)
class ChaosTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @Test
    void mailServersGetRightAnswersWhilePostgresqlAndKafkaComeAndGo() throws Exception {
        try (var surroundings = new Surroundings(folder);
                var replica = surroundings.replica();
                var load = new Load(replica)) {
            load.start();
            eventually("every mail server asked for every domain", () -> load.answers() >= Load.ONE_ROUND);

            // Kafka is away: a change waits in the outbox
            surroundings.kafka().stop();
            eventually("readiness names Kafka", () -> replica.lacks("kafka"));
            replica.purge("dane.example");
            assertThat(replica.ask("dane.example")).isEqualTo("OK dane-only");

            // PostgreSQL is away as well: a domain that nobody knows is evaluated all the same
            surroundings.postgresql().stop();
            eventually("readiness names PostgreSQL", () -> replica.lacks("postgresql"));
            assertThat(replica.ask("hosted.example")).isEqualTo("OK dane-only");
            assertThat(replica.readiness().path("status").asText()).isEqualTo("UP");

            // Both come back, one after the other
            surroundings.postgresql().start();
            eventually("what was learnt meanwhile is stored", () -> isStored(surroundings, "hosted.example"));
            surroundings.kafka().start();
            eventually("readiness is content", () -> !replica.lacks("kafka") && !replica.lacks("postgresql"));

            // Nothing was lost: every event is there
            eventually("the outbox is empty", () -> outboxIsEmpty(surroundings));
            assertThat(eventTypes(surroundings, "dane.example")).contains("policy.purged");
            assertThat(eventTypes(surroundings, "hosted.example")).contains("policy.changed");

            load.stop();
            assertThat(load.wrong()).isEmpty();
            assertThat(load.answers()).isGreaterThan(3 * Load.ONE_ROUND);
        }
    }

    private static boolean isStored(Surroundings surroundings, String domain) throws SQLException {
        return count(surroundings, "SELECT count(*) FROM tls_policy WHERE version > 0 AND domain = '" + domain + "'")
                == 1;
    }

    private static boolean outboxIsEmpty(Surroundings surroundings) throws SQLException {
        return count(surroundings, "SELECT count(*) FROM outbox") == 0;
    }

    private static long count(Surroundings surroundings, String query) throws SQLException {
        var postgresql = surroundings.postgresql();
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl("policy"), postgresql.username(), postgresql.password());
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Set<String> eventTypes(Surroundings surroundings, String domain) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                surroundings.kafka().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "chaos-test-" + domain,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        var types = new HashSet<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("mailkeep.tls-policy"));
            var limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (types.isEmpty() && System.nanoTime() < limit) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    if (domain.equals(record.key())) {
                        types.add(new String(
                                record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return types;
    }

    private static void eventually(String what, Callable<Boolean> condition) throws Exception {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(limit);
            Thread.sleep(200);
        }
    }

    /** Mail servers that ask for every demo domain, over and over. */
    private static final class Load implements AutoCloseable {

        private static final int MAIL_SERVERS = 4;
        static final long ONE_ROUND = (long) MAIL_SERVERS * DemoWorld.domains().size();

        private final PolicyReplica replica;
        private final AtomicBoolean wanted = new AtomicBoolean(true);
        private final AtomicLong answers = new AtomicLong();
        private final Set<String> wrong = Collections.synchronizedSet(new HashSet<>());
        private final List<Thread> mailServers = new ArrayList<>();

        Load(PolicyReplica replica) {
            this.replica = replica;
        }

        void start() {
            for (var i = 0; i < MAIL_SERVERS; i++) {
                mailServers.add(Thread.ofVirtual().start(this::ask));
            }
        }

        private void ask() {
            while (wanted.get()) {
                for (DemoDomain domain : DemoWorld.domains()) {
                    try {
                        var reply = replica.ask(domain.name());
                        answers.incrementAndGet();
                        if (!domain.accepts(reply)) {
                            wrong.add(domain.name() + ": " + reply);
                        }
                    } catch (IOException e) {
                        wrong.add(domain.name() + ": " + e);
                    }
                }
            }
        }

        void stop() throws InterruptedException {
            wanted.set(false);
            for (var mailServer : mailServers) {
                mailServer.join();
            }
        }

        long answers() {
            return answers.get();
        }

        Set<String> wrong() {
            return wrong;
        }

        @Override
        public void close() {
            wanted.set(false);
        }
    }
}
