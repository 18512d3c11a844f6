package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** What replicas of policy-service share: PostgreSQL, Kafka and the demo world. */
final class Surroundings implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgresql postgresql =
            EmbeddedPostgresql.temporary(List.of("policy", ReportReplica.DATABASE));
    private final EmbeddedKafka kafka = EmbeddedKafka.temporary(Topic.ALL);
    private final SmallInternet internet;

    Surroundings(Path folder) throws IOException {
        this.folder = folder;
        internet = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
        postgresql.start();
        kafka.start();
    }

    EmbeddedPostgresql postgresql() {
        return postgresql;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    SmallInternet internet() {
        return internet;
    }

    /** A replica that uses PostgreSQL and Kafka already. */
    PolicyReplica replica() throws IOException, InterruptedException {
        return replica(Map.of()).awaitDependencies();
    }

    /** A replica with settings of its own, by property name, over those that all share. */
    PolicyReplica replica(Map<String, String> settings) throws IOException, InterruptedException {
        var properties = new HashMap<>(internet.settings(folder));
        properties.put("mailkeep.dns.known-signed", "dane.example");
        properties.put("mailkeep.dns.known-bogus", "bogus.example");
        properties.put("quarkus.datasource.jdbc.url", postgresql.jdbcUrl("policy"));
        properties.put("quarkus.datasource.reactive.url", postgresql.reactiveUrl("policy"));
        properties.put("quarkus.datasource.username", postgresql.username());
        properties.put("quarkus.datasource.password", postgresql.password());
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.putAll(settings);
        var environment = new HashMap<String, String>();
        properties.forEach((name, value) -> environment.put(variable(name), value));
        return PolicyReplica.start(folder, environment);
    }

    /** MicroProfile's rule for environment variables. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        try (internet) {
            kafka.close();
            postgresql.close();
        }
    }
}
