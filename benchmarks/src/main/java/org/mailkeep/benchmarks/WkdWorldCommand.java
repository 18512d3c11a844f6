package org.mailkeep.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailkeep.openpgp.WkdHash;
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
        var world = StoreWorld.start(DATABASE);
        var files = new WorldFolder(folder);
        var environment = world.environment();
        environment.put("MAILKEEP_DNS_MODE", "off");
        files.writeEnvironment(environment);
        List<byte[]> certificates = WkdKeys.certificates(keys, Files.createDirectories(cache));
        long octets = certificates.stream().mapToLong(bytes -> bytes.length).sum();
        System.out.printf("%d certificates of %d bytes on average%n", keys, octets / keys);
        try (Connection connection = world.connect()) {
            StoreWorld.awaitTables(connection, "publication");
            fill(connection, certificates);
        }
        files.write("hits", paths(0, Math.min(addresses, keys)));
        files.write("misses", paths(addresses, Math.min(addresses, keys)));
        files.write("filled", "");
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
}
