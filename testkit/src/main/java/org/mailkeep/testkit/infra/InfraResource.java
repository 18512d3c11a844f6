package org.mailkeep.testkit.infra;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL and Kafka for a module's {@code @QuarkusTest} classes, started once and shared by all of them.
 *
 * <p>The init argument {@value #DATABASE} names the database, {@code policy} where it is missing. A test gets hold of the
 * servers, for example to stop one, by a field of type {@link EmbeddedPostgresql} or {@link EmbeddedKafka}.
 */
public final class InfraResource implements QuarkusTestResourceLifecycleManager {

    /** The init argument with the database's name. */
    public static final String DATABASE = "database";

    private String database = "policy";
    private @Nullable EmbeddedPostgresql postgresql;
    private @Nullable EmbeddedKafka kafka;

    @Override
    public void init(Map<String, String> initArgs) {
        database = initArgs.getOrDefault(DATABASE, database);
    }

    @Override
    public Map<String, String> start() {
        var startedPostgresql = EmbeddedPostgresql.temporary(List.of(database));
        var startedKafka = EmbeddedKafka.temporary(Topic.ALL);
        postgresql = startedPostgresql;
        kafka = startedKafka;
        startedPostgresql.start();
        startedKafka.start();
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.reactive.url", startedPostgresql.reactiveUrl(database));
        settings.put("quarkus.datasource.jdbc.url", startedPostgresql.jdbcUrl(database));
        settings.put("quarkus.datasource.username", startedPostgresql.username());
        settings.put("quarkus.datasource.password", startedPostgresql.password());
        settings.put("kafka.bootstrap.servers", startedKafka.bootstrapServers());
        // Quarkus sets up logging anew for the application.
        EmbeddedKafka.TALKATIVE.forEach(
                logger -> settings.put("quarkus.log.category.\"" + logger.getName() + "\".level", "WARN"));
        return settings;
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(postgresql, new TestInjector.MatchesType(EmbeddedPostgresql.class));
        testInjector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (postgresql != null) {
            postgresql.close();
        }
    }
}
