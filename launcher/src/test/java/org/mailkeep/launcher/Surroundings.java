package org.mailkeep.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** What replicas share: PostgreSQL, Kafka and the demo world. */
final class Surroundings implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgresql postgresql = EmbeddedPostgresql.temporary(
            Arrays.stream(Service.values()).map(Service::database).toList());
    private final EmbeddedKafka kafka = EmbeddedKafka.temporary(Topic.ALL);
    private final SmallInternet internet;
    private final Map<String, String> world;

    Surroundings(Path folder) throws IOException {
        this.folder = folder;
        internet = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
        world = new HashMap<>(internet.settings(folder));
        world.put("mailkeep.dns.known-signed", "dane.example");
        world.put("mailkeep.dns.known-bogus", "bogus.example");
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

    /** A policy-service that uses PostgreSQL and Kafka already. */
    PolicyReplica replica() throws IOException, InterruptedException {
        PolicyReplica replica = replica(Map.of());
        replica.service().awaitDependencies();
        return replica;
    }

    /** A policy-service with settings of its own, by property name, over those that all share. */
    PolicyReplica replica(Map<String, String> settings) throws IOException, InterruptedException {
        return PolicyReplica.start(folder, postgresql, kafka, with(settings));
    }

    KeydirReplica keydir(Map<String, String> settings) throws IOException, InterruptedException {
        return KeydirReplica.start(folder, postgresql, kafka, with(settings));
    }

    KeylookupReplica keylookup(Map<String, String> settings) throws IOException, InterruptedException {
        return KeylookupReplica.start(folder, postgresql, kafka, with(settings));
    }

    ReportReplica report(Map<String, String> settings) throws IOException, InterruptedException {
        return ReportReplica.start(folder, postgresql, kafka, with(settings));
    }

    /** The one number that a query of this service's database yields. */
    long number(Service service, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl(service.database()), postgresql.username(), postgresql.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Map<String, String> with(Map<String, String> settings) {
        var all = new HashMap<>(world);
        all.putAll(settings);
        return all;
    }

    @Override
    public void close() throws IOException {
        try (internet) {
            kafka.close();
            postgresql.close();
        }
    }
}
