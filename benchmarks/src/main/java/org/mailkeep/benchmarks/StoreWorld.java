package org.mailkeep.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;

/** What every service needs to run: a PostgreSQL with its database, and Kafka. */
final class StoreWorld implements AutoCloseable {

    private final String database;
    private final EmbeddedPostgresql postgresql;
    private final EmbeddedKafka kafka;
    private final AtomicBoolean closed = new AtomicBoolean();

    private StoreWorld(String database) {
        this.database = database;
        postgresql = EmbeddedPostgresql.temporary(List.of(database));
        kafka = EmbeddedKafka.temporary(Topic.ALL);
    }

    /** Starts both; whoever does not close them leaves that to the end of this process. */
    static StoreWorld start(String database) {
        var world = new StoreWorld(database);
        Runtime.getRuntime().addShutdownHook(new Thread(world::close));
        world.postgresql.start();
        world.kafka.start();
        return world;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgresql.jdbcUrl(database), postgresql.username(), postgresql.password());
    }

    /** Waits until the service has made its tables, which it does when it starts for the first time. */
    static void awaitTables(Connection connection, String last) throws SQLException, InterruptedException {
        while (true) {
            try (var statement = connection.prepareStatement("select to_regclass(?) is not null")) {
                statement.setString(1, last);
                try (var found = statement.executeQuery()) {
                    if (found.next() && found.getBoolean(1)) {
                        return;
                    }
                }
            }
            Thread.sleep(200);
        }
    }

    /** The environment of a service that lives here, which may be added to. */
    Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(database));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_USERNAME", postgresql.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", postgresql.password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        return environment;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            kafka.close();
            postgresql.close();
        }
    }
}
