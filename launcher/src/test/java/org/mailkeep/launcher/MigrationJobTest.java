package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;

/** What the Jobs of deploy/base/migrations.yaml run: a packaged service that brings its schema up to date and ends. */
@Timeout(240)
class MigrationJobTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Service SERVICE = Service.REPORT;

    @TempDir
    Path folder = Path.of("");

    @Test
    void endsWhenTheSchemaIsUpToDateAndSaysWhenItCannotBe() throws Exception {
        try (var postgresql = EmbeddedPostgresql.temporary(List.of(SERVICE.database()))) {
            postgresql.start();

            assertThat(exitCodeOfJob(postgresql)).isZero();
            assertThat(failedAndDone(postgresql)).containsExactly(0, migrations());

            // A Job may be run again.
            assertThat(exitCodeOfJob(postgresql)).isZero();
            assertThat(failedAndDone(postgresql)).containsExactly(0, migrations());

            postgresql.stop();
            assertThat(exitCodeOfJob(postgresql)).isNotZero();
        }
    }

    private int exitCodeOfJob(EmbeddedPostgresql postgresql) throws Exception {
        var process = ServiceProcess.start(
                SERVICE,
                SERVICE.jar(HOME),
                folder.resolve("job.log"),
                Map.of(
                        "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                        "QUARKUS_INIT_AND_EXIT", "true",
                        "QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(SERVICE.database()),
                        "QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(SERVICE.database()),
                        "QUARKUS_DATASOURCE_USERNAME", postgresql.username(),
                        "QUARKUS_DATASOURCE_PASSWORD", postgresql.password()));
        try {
            process.awaitEnd();
            return process.exitCode();
        } finally {
            process.askToStop();
            process.awaitStop();
        }
    }

    private static List<Integer> failedAndDone(EmbeddedPostgresql postgresql) throws Exception {
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl(SERVICE.database()), postgresql.username(), postgresql.password());
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FILTER (WHERE NOT success), count(*) FILTER (WHERE success)"
                                + " FROM flyway_schema_history")) {
            rows.next();
            return List.of(rows.getInt(1), rows.getInt(2));
        }
    }

    private static int migrations() {
        var scripts = HOME.resolve(SERVICE.module())
                .resolve("src/main/resources/db/migration")
                .toFile()
                .list((_, name) -> name.endsWith(".sql"));
        return scripts == null ? 0 : scripts.length;
    }
}
