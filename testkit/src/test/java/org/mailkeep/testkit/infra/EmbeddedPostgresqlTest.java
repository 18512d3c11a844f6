package org.mailkeep.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresqlTest {

    @Test
    void dataOutlivesAStopAndAKill(@TempDir Path folder) throws Exception {
        // Given a server with one row
        var port = FreePort.find();
        try (var server = EmbeddedPostgresql.persistent(folder, port, List.of("policy"))) {
            server.start();
            execute(server, "CREATE TABLE domain (name text)");
            execute(server, "INSERT INTO domain VALUES ('dane.example')");

            // When it is stopped and started at the same port
            server.stop();
            assertThatThrownBy(() -> connect(server, server.password())).isInstanceOf(SQLException.class);
            server.start();

            // Then the row is there
            assertThat(names(server)).isEqualTo("dane.example");

            // When the server is killed and leaves its pid file behind
            var killed = postmaster(server);
            killed.destroyForcibly();
            killed.onExit().get();
            server.stop();
            server.start();

            // Then the row is there
            assertThat(names(server)).isEqualTo("dane.example");
        }
    }

    @Test
    void aServerLeftBehindByAKilledProgramIsReplaced(@TempDir Path folder) throws Exception {
        // Given a program that was killed while its server ran
        var port = FreePort.find();
        var program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LeftBehind.class.getName(),
                        folder.toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(program.inputReader().readLine()).isEqualTo("ready");
        program.destroyForcibly().waitFor();
        try (var next = EmbeddedPostgresql.persistent(folder, port, List.of("policy", "keydir"))) {
            var leftover = postmaster(next);
            assertThat(leftover.isAlive()).isTrue();

            // When the next program starts a server in the same folder
            next.start();

            // Then the old one is gone, and its data is there
            assertThat(leftover.isAlive()).isFalse();
            assertThat(names(next)).isEqualTo("left.example");
        }
    }

    /** A program that starts a server and waits to be killed. */
    static final class LeftBehind {

        public static void main(String[] args) throws Exception {
            var server = EmbeddedPostgresql.persistent(Path.of(args[0]), Integer.parseInt(args[1]), List.of("policy"));
            server.start();
            execute(server, "CREATE TABLE domain (name text)");
            execute(server, "INSERT INTO domain VALUES ('left.example')");
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @Test
    void nobodyGetsInWithoutThePassword(@TempDir Path folder) throws Exception {
        try (var server = EmbeddedPostgresql.persistent(folder, FreePort.find(), List.of("policy"))) {
            server.start();

            assertThatThrownBy(() -> connect(server, "guess")).hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
            assertThatThrownBy(() -> execute(server, "CREATE ROLE intruder SUPERUSER"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aSetUpThatWasCutShortIsDoneAnew(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half wri");

        try (var server = EmbeddedPostgresql.persistent(folder, FreePort.find(), List.of("policy"))) {
            server.start();
            try (var connection = connect(server, server.password())) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void aServerThatCannotStartSaysWhy(@TempDir Path folder) {
        try (var first = EmbeddedPostgresql.temporary(List.of("policy"))) {
            first.start();
            var second = EmbeddedPostgresql.persistent(folder, first.port(), List.of("policy"));

            assertThatThrownBy(second::start)
                    .isInstanceOf(InfraException.class)
                    .hasMessage("PostgreSQL did not start on 127.0.0.1:" + first.port() + ": the port is in use");
        }
    }

    private static Connection connect(EmbeddedPostgresql server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("policy"), server.username(), password);
    }

    private static void execute(EmbeddedPostgresql server, String sql) throws SQLException {
        try (var connection = connect(server, server.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String names(EmbeddedPostgresql server) throws SQLException {
        try (var connection = connect(server, server.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT string_agg(name, ' ') FROM domain")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ProcessHandle postmaster(EmbeddedPostgresql server) throws Exception {
        var pid = Files.readAllLines(server.pidFile()).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }
}
