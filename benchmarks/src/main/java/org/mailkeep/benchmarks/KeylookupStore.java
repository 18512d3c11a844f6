package org.mailkeep.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.mailkeep.contracts.Fingerprint;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The tables of a keylookup-service, with as many known certificates as one likes: each found in a Web Key Directory, pinned,
 * and looked up not long ago. Some are real and can be looked up; they are spread evenly among the others, which repeat their
 * octets under fingerprints that are made up. All methods may be called from any thread.
 */
final class KeylookupStore {

    /** What the service's first migration makes last. */
    static final String LAST = "outbox";

    private static final Duration YEAR = Duration.ofDays(365);

    private final Connection connection;
    private final List<KnownKey> real;
    private final int certificates;

    /** @param certificates how many; a multiple of the real ones */
    KeylookupStore(Connection connection, List<KnownKey> real, int certificates) {
        this.connection = connection;
        this.real = real;
        this.certificates = certificates;
    }

    synchronized void fill() throws SQLException {
        Instant now = Instant.now();
        Instant later = now.plus(YEAR);
        String trace = ("{\"steps\":[{\"source\":\"wkd-advanced\",\"peer\":\"openpgpkey.known.example\","
                        + "\"outcome\":\"found\",\"detail\":\"\",\"at\":\"%s\",\"millis\":50}]}")
                .formatted(now);
        connection.setAutoCommit(false);
        copy(
                "certificate (fingerprint, data, version, changed_at, refresh_at)",
                number -> fingerprint(number) + "\t\\\\x"
                        + HexFormat.of().formatHex(realAt(number).certificate().toArray()) + "\t1\t" + now + "\t"
                        + later + "\n");
        copy("component_key (fingerprint, certificate, key_id)", this::components);
        copy(
                "address (email, certificate, source, first_seen, last_seen)",
                number -> email(number) + "\t" + fingerprint(number) + "\twkd-advanced\t" + now + "\t" + now + "\n");
        copy(
                "pin (email, fingerprint, source, since, candidate_announced, rejected, version)",
                number -> email(number) + "\t" + fingerprint(number) + "\twkd-advanced\t" + now + "\tf\t{}\t1\n");
        copy(
                "pin_history (email, at, what, fingerprint, source, actor)",
                number -> email(number) + "\t" + now + "\tpinned\t" + fingerprint(number)
                        + "\twkd-advanced\tfirst use\n");
        copy(
                "lookup (email, found, source, seen, trace, at, fresh_until)",
                number -> email(number) + "\tt\twkd-advanced\t" + fingerprint(number) + "\t" + trace + "\t" + now + "\t"
                        + later + "\n");
        connection.commit();
        connection.setAutoCommit(true);
        // Or PostgreSQL does it by itself while something is measured.
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    /** Octets of the database. */
    synchronized long size() throws SQLException {
        try (var statement = connection.createStatement();
                var size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        }
    }

    /** Makes some of the real certificates due to be refreshed, from that one on; returns how many. */
    synchronized int makeDue(int first, int count) throws SQLException {
        try (var statement =
                connection.prepareStatement("update certificate set refresh_at = now() where fingerprint = any(?)")) {
            statement.setArray(1, fingerprints(first, count));
            return statement.executeUpdate();
        }
    }

    /** How many of them were refreshed, and how many there were in a second between the first and the last. */
    synchronized String refreshed(int first, int count) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*), extract(epoch from max(refreshed_at) - min(refreshed_at)) from certificate
                where fingerprint = any(?) and refreshed_at is not null
                """)) {
            statement.setArray(1, fingerprints(first, count));
            try (var row = statement.executeQuery()) {
                row.next();
                long done = row.getLong(1);
                double seconds = row.getDouble(2);
                return String.format(Locale.ROOT, "%d %.1f", done, seconds > 0 ? (done - 1) / seconds : 0);
            }
        }
    }

    private Array fingerprints(int first, int count) throws SQLException {
        return connection.createArrayOf(
                "varchar",
                real.subList(first, first + count).stream()
                        .map(key -> key.fingerprint().hex())
                        .toArray());
    }

    private String components(int number) {
        String certificate = fingerprint(number);
        if (isReal(number)) {
            var lines = new StringBuilder();
            for (Fingerprint key : realAt(number).keys()) {
                lines.append(component(key, certificate));
            }
            return lines.toString();
        }
        return component(new Fingerprint(certificate), certificate)
                + component(madeUp("subkey " + number), certificate);
    }

    private static String component(Fingerprint key, String certificate) {
        return key.hex() + "\t" + certificate + "\t" + key.keyId() + "\n";
    }

    private int spread() {
        return certificates / real.size();
    }

    private boolean isReal(int number) {
        return number % spread() == 0;
    }

    private KnownKey realAt(int number) {
        return real.get(number / spread() % real.size());
    }

    private String fingerprint(int number) {
        return isReal(number)
                ? realAt(number).fingerprint().hex()
                : madeUp("key " + number).hex();
    }

    /** The real ones have the addresses that their user IDs name. */
    private String email(int number) {
        return isReal(number) ? KnownKey.address(number / spread()) : KnownKey.address(certificates + number);
    }

    private static Fingerprint madeUp(String of) {
        try {
            return Fingerprint.of(MessageDigest.getInstance("SHA-1").digest(of.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Rows {
        String of(int number);
    }

    private void copy(String columns, Rows rows) throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + columns + " from stdin");
        for (int number = 0; number < certificates; number++) {
            byte[] lines = rows.of(number).getBytes(StandardCharsets.US_ASCII);
            in.writeToCopy(lines, 0, lines.length);
        }
        in.endCopy();
    }
}
