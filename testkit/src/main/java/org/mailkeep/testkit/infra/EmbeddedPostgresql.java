package org.mailkeep.testkit.infra;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.tls.ServerIdentity;

/**
 * PostgreSQL as a child process, from binaries that come with the dependencies; works as root and as any other user.
 *
 * <p>Every database belongs to the role {@link #username()}, which is no superuser and has a password: other users of the
 * machine can reach the port, and must not get in.
 */
public final class EmbeddedPostgresql implements AutoCloseable {

    private static final String ROLE = "mailkeep";
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final Path binaries;
    private final boolean temporary;
    private final int port;
    private final List<String> databases;
    private @Nullable EmbeddedPostgres server;
    private @Nullable String password;

    private EmbeddedPostgresql(Path folder, Path binaries, boolean temporary, int port, List<String> databases) {
        for (var database : databases) {
            if (!database.matches("[a-z][a-z0-9_]{0,30}")) {
                throw new IllegalArgumentException("not a plain database name: " + database);
            }
        }
        this.folder = folder;
        this.binaries = binaries;
        this.temporary = temporary;
        this.port = port;
        this.databases = List.copyOf(databases);
    }

    /** A server on a free port whose data is gone after {@link #close()}; not started yet. */
    public static EmbeddedPostgresql temporary(List<String> databases) {
        return new EmbeddedPostgresql(
                TemporaryFolder.create("postgresql"), userCache(), true, FreePort.find(), databases);
    }

    /**
     * A server whose data outlives this program, also when everything is killed; not started yet.
     *
     * @param folder made where missing; nobody else may use it at the same time
     */
    public static EmbeddedPostgresql persistent(Path folder, int port, List<String> databases) {
        var absolute = folder.toAbsolutePath();
        return new EmbeddedPostgresql(absolute, absolute.resolve("binaries"), false, port, databases);
    }

    public int port() {
        return port;
    }

    /** For {@code quarkus.datasource.jdbc.url}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** For {@code quarkus.datasource.reactive.url}. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String username() {
        return ROLE;
    }

    /** Known once the server was started. */
    public synchronized String password() {
        if (password == null) {
            throw new IllegalStateException("PostgreSQL was not started yet");
        }
        return password;
    }

    /** The file whose first line is the server's process id while it runs. */
    public Path pidFile() {
        return data().resolve("postmaster.pid");
    }

    /**
     * Returns when the server answers and all databases are there; does nothing where it runs already. A server that a
     * killed program left behind in the same folder is stopped first.
     *
     * @throws InfraException when it does not start
     */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Postmaster.killLeftover(pidFile());
            // Else the library would wait for its server until the limit, and might greet somebody else's.
            if (!FreePort.isFree(port)) {
                throw new IOException("the port is in use");
            }
            var files = new PostgresqlFiles(folder);
            files.prepare();
            password = files.password();
            server = builder(files, password).start();
            files.markComplete();
            createMissingDatabases(server, password);
        } catch (IOException | SQLException | RuntimeException e) {
            stop();
            throw new InfraException(
                    "PostgreSQL did not start on 127.0.0.1:" + port + ": " + PostgresqlFiles.lastError(folder, e), e);
        }
    }

    /**
     * From now on the services' role comes in by TLS alone, with a certificate of this name, {@link #username()}, and the
     * password.
     *
     * @param identity the server's certificate
     * @param clientAuthority PEM of the authority that issues the certificates of those who connect
     */
    public synchronized void demandTls(ServerIdentity identity, String clientAuthority) {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL does not run");
        }
        try (var connection = server.getPostgresDatabase().getConnection()) {
            PostgresqlTls.demand(connection, data(), ROLE, identity, clientAuthority);
        } catch (IOException | SQLException e) {
            throw new InfraException("PostgreSQL does not take the certificate: " + e.getMessage(), e);
        }
    }

    /** Stops the server and keeps its data; does nothing where it does not run. */
    public synchronized void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
            Postmaster.killLeftover(pidFile());
        } catch (IOException e) {
            throw new InfraException("PostgreSQL on 127.0.0.1:" + port + " did not stop: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            TemporaryFolder.delete(folder);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private EmbeddedPostgres.Builder builder(PostgresqlFiles files, String password) {
        var durable = temporary ? "off" : "on";
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                // Tests that die are cleaned up by this hook; the launcher has an order of its own.
                .setRegisterShutdownHook(temporary)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                .setOutputRedirector(
                        ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                // These become "--key=value" of initdb. The user's locale may be one that the binaries do not know.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", files.passwordFile().toString())
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "''")
                .setServerConfig("max_connections", "100")
                .setServerConfig("fsync", durable)
                .setServerConfig("synchronous_commit", durable);
    }

    private void createMissingDatabases(EmbeddedPostgres running, String rolePassword) throws SQLException {
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", ROLE)) {
                // The password is Base64, see PostgresqlFiles: nothing in it needs quoting.
                statement.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + rolePassword + "'");
            }
            for (var database : databases) {
                if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
                    statement.execute("CREATE DATABASE " + database + " OWNER " + ROLE);
                }
            }
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Tests unpack the binaries once per user: a folder that all users share could be prepared by somebody else. */
    private static Path userCache() {
        var cache = System.getenv("XDG_CACHE_HOME");
        var base =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("mailkeep").resolve("postgresql");
    }
}
