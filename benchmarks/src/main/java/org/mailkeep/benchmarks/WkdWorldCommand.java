package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** PostgreSQL and Kafka for a keydir-service, whose tables are filled as soon as the service has made them. */
@Command(
        name = "wkd-world",
        mixinStandardHelpOptions = true,
        description = "A store full of published keys for keydir-service to serve, until it is stopped. Writes"
                + " \"environment\" to the folder, later \"hits\" and \"misses\" (paths), and \"filled\" at the end.")
final class WkdWorldCommand implements Callable<Integer> {

    private static final String DATABASE = "keydir";

    @Option(names = "--keys", description = "Distinct certificates (20000).")
    private int keys = 20_000;

    @Option(names = "--addresses", description = "Addresses that are published; the certificates repeat (20000).")
    private int addresses = 20_000;

    @Option(names = "--folder", required = true, description = "Gets what is written.")
    private Path folder = Path.of("");

    @Option(names = "--cache", required = true, description = "Keeps the certificates for the next time.")
    private Path cache = Path.of("");

    @Override
    public Integer call() throws Exception {
        var postgresql = EmbeddedPostgresql.temporary(List.of(DATABASE));
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            postgresql.close();
        }));
        postgresql.start();
        kafka.start();
        write("environment", lines(environment(postgresql, kafka)));
        List<byte[]> certificates = WkdKeys.certificates(keys, Files.createDirectories(cache));
        long octets = certificates.stream().mapToLong(bytes -> bytes.length).sum();
        System.out.printf("%d certificates of %d bytes on average%n", keys, octets / keys);
        try (Connection connection = DriverManager.getConnection(
                postgresql.jdbcUrl(DATABASE), postgresql.username(), postgresql.password())) {
            awaitTables(connection);
            fill(connection, certificates);
        }
        write("hits", paths(0, Math.min(addresses, keys)));
        write("misses", paths(addresses, Math.min(addresses, keys)));
        write("filled", "");
        Thread.currentThread().join();
        return 0;
    }

    private void fill(Connection connection, List<byte[]> certificates) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("insert into directory_domain (name, kind, token, status, since) values ('"
                    + WkdKeys.DOMAIN + "', 'own', 'x', 'own', now())");
            statement.execute("insert into account (id, created_at) values ('bench', now())");
        }
        copy(
                connection,
                "address (address, domain, account_id, state, since)",
                number -> address(number) + "\t" + WkdKeys.DOMAIN + "\tbench\talias\tnow\n");
        copy(
                connection,
                "publication (domain, hash, address, certificate, changed_at)",
                number -> WkdKeys.DOMAIN + "\t" + hash(number) + "\t" + address(number) + "\t\\\\x"
                        + HexFormat.of().formatHex(certificates.get(number % certificates.size())) + "\tnow\n");
        connection.commit();
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("analyze");
        }
    }

    private interface Row {
        String of(int number);
    }

    private void copy(Connection connection, String columns, Row row) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + columns + " from stdin");
        for (int number = 0; number < addresses; number++) {
            byte[] line = row.of(number).getBytes(StandardCharsets.US_ASCII);
            in.writeToCopy(line, 0, line.length);
        }
        in.endCopy();
    }

    /** The service makes them when it starts for the first time. */
    private static void awaitTables(Connection connection) throws SQLException, InterruptedException {
        while (true) {
            try (var statement = connection.createStatement();
                    var found = statement.executeQuery("select to_regclass('publication') is not null")) {
                if (found.next() && found.getBoolean(1)) {
                    return;
                }
            }
            Thread.sleep(200);
        }
    }

    private static Map<String, String> environment(EmbeddedPostgresql postgresql, EmbeddedKafka kafka) {
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL", postgresql.reactiveUrl(DATABASE),
                "QUARKUS_DATASOURCE_JDBC_URL", postgresql.jdbcUrl(DATABASE),
                "QUARKUS_DATASOURCE_USERNAME", postgresql.username(),
                "QUARKUS_DATASOURCE_PASSWORD", postgresql.password(),
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "MAILKEEP_DNS_MODE", "off");
    }

    private static String lines(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                .collect(Collectors.joining());
    }

    private static String paths(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "/.well-known/openpgpkey/" + WkdKeys.DOMAIN + "/hu/" + hash(number) + "?l="
                        + WkdKeys.user(number) + "\n")
                .collect(Collectors.joining());
    }

    private static String address(int number) {
        return WkdKeys.user(number) + "@" + WkdKeys.DOMAIN;
    }

    private static String hash(int number) {
        return WkdHash.ofLocalPart(WkdKeys.user(number)).value();
    }

    /** Complete or not there at all: whoever waits for it reads it at once. */
    private void write(String name, String text) throws IOException {
        Path unfinished = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(unfinished, folder.resolve(name));
    }
}
