package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.testkit.tls.TestAuthority;

/**
 * Debian's GnuPG and Sequoia against the packaged service, over TLS with an authority of its own, on the real ports, in a
 * network where there is nothing else. Judged by the keyring, as programs end well also with a wrong key.
 */
@Tag("real-programs")
@Timeout(240)
class WkdClientsTest {

    /** Makes the network, then becomes the program that it is told. */
    private static final String NETWORK = """
            set -e
            folder=$1; shift
            ip link set lo up
            cat /etc/ssl/certs/ca-certificates.crt "$folder/ca.pem" >"$folder/bundle.crt"
            mount --bind "$folder/bundle.crt" /etc/ssl/certs/ca-certificates.crt
            echo nameserver 127.0.0.1 >"$folder/resolv.conf"
            mount --bind "$folder/resolv.conf" /etc/resolv.conf
            exec "$@"
            """;

    /** Short: GnuPG puts sockets below it. */
    @TempDir
    static Path folder = Path.of("");

    private static Process world;
    private static String fingerprint = "";
    private static int homes;

    static Stream<String> addresses() {
        return Stream.concat(
                WkdClientsWorld.DOMAINS.stream().map(domain -> "alice@" + domain),
                Stream.of("alice.smith@" + WkdClientsWorld.OWN));
    }

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                run(List.of("unshare", "--mount", "--net", "true")).exitCode() == 0,
                "no network of its own can be made here: that needs root");
        makeKey();
        var authority = TestAuthority.create("Real clients", Clock.systemUTC());
        var names = new ArrayList<>(WkdClientsWorld.DOMAINS);
        names.add("openpgpkey." + WkdClientsWorld.OWN);
        names.add("openpgpkey." + WkdClientsWorld.CUSTOM);
        var leaf = authority.issue(names.toArray(String[]::new));
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        Files.writeString(folder.resolve("leaf.pem"), leaf.chainPem());
        Files.writeString(folder.resolve("leaf.key"), leaf.keyPem());
        world = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--net",
                        "sh",
                        "-c",
                        NETWORK,
                        "sh",
                        folder.toString(),
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WkdClientsWorld.class.getName(),
                        folder.toString())
                .redirectError(folder.resolve("world.log").toFile())
                .start();
        awaitReady(world.inputReader());
    }

    @AfterAll
    static void stop() throws Exception {
        if (world != null) {
            world.getOutputStream().close();
            world.waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void gnupgFindsTheKeyWithThisUserIdOnly(String address) throws Exception {
        var home = home();
        try {
            locate(home, address);
            assertThat(keyring(home)).isEqualTo(List.of(fingerprint, address));
        } finally {
            leave(home);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void gnupgsOwnCheckIsContent(String address) throws Exception {
        var home = home();
        try {
            var libexec = run(List.of("gpgconf", "--list-dirs", "libexecdir")).text();
            var said = inside(home, "timeout", "30", libexec + "/gpg-wks-client", "--check", address);
            assertThat(said.exitCode()).as(said.text()).isZero();
        } finally {
            leave(home);
        }
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void sequoiaFindsTheKeyWithThisUserIdOnly(String address) throws Exception {
        var home = home();
        try {
            var found = home.resolve("found.asc");
            var said =
                    inside(home, "sh", "-c", "timeout 30 sq wkd get \"$1\" >\"$2\"", "sh", address, found.toString());
            assertThat(said.exitCode()).as(said.text()).isZero();
            gpg(home, "--import", found.toString());
            assertThat(keyring(home)).isEqualTo(List.of(fingerprint, address));
        } finally {
            leave(home);
        }
    }

    @Test
    void nobodyElseHasAKey() throws Exception {
        for (String address : List.of("bob@" + WkdClientsWorld.OWN, "bob@" + WkdClientsWorld.OWN_DIRECT)) {
            var home = home();
            try {
                locate(home, address);
                assertThat(keyring(home)).isEmpty();
            } finally {
                leave(home);
            }
        }
    }

    @Test
    void theNameOfTheHandshakeMustBeTheHost() throws Exception {
        assertThat(policy(WkdClientsWorld.OWN, WkdClientsWorld.OWN)).isEqualTo("200");
        assertThat(policy(WkdClientsWorld.OWN, WkdClientsWorld.OWN_DIRECT)).isEqualTo("404");
    }

    /** The status for a client that says one name to TLS and another to HTTP. */
    private static String policy(String handshake, String host) throws Exception {
        return inside(
                        folder,
                        "curl",
                        "--silent",
                        "--output",
                        "/dev/null",
                        "--write-out",
                        "%{http_code}",
                        "--header",
                        "Host: " + host,
                        "https://" + handshake + "/.well-known/openpgpkey/policy")
                .text();
    }

    private static void makeKey() throws Exception {
        var home = home();
        try {
            var identities =
                    addresses().map(address -> "Alice <" + address + ">").toList();
            gpg(
                    home,
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    identities.getFirst(),
                    "future-default",
                    "default",
                    "never");
            fingerprint = keyring(home).getFirst();
            for (String identity : identities.subList(1, identities.size())) {
                gpg(home, "--passphrase", "", "--quick-add-uid", fingerprint, identity);
            }
            gpg(home, "--armor", "--output", folder.resolve("key.asc").toString(), "--export", fingerprint);
        } finally {
            leave(home);
        }
    }

    private static void locate(Path home, String address) throws Exception {
        inside(
                home,
                "timeout",
                "30",
                "gpg",
                "--no-tty",
                "--batch",
                "--auto-key-locate",
                "clear,nodefault,wkd",
                "--locate-external-keys",
                address);
    }

    /** The fingerprint of each key and the address of each user ID, in that order. */
    private static List<String> keyring(Path home) throws Exception {
        var fingerprints = new ArrayList<String>();
        var addresses = new ArrayList<String>();
        var before = "";
        for (String line :
                gpg(home, "--list-keys", "--with-colons").text().lines().toList()) {
            var fields = line.split(":", -1);
            if (fields[0].equals("fpr") && before.equals("pub")) {
                fingerprints.add(fields[9]);
            } else if (fields[0].equals("uid")) {
                addresses.add(fields[9].substring(fields[9].indexOf('<') + 1, fields[9].indexOf('>')));
            }
            before = fields[0];
        }
        fingerprints.addAll(addresses);
        return fingerprints;
    }

    private static Path home() throws IOException {
        return Files.createDirectory(
                folder.resolve("h" + homes++),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Ends the programs that GnuPG started; they remember what they asked. */
    private static void leave(Path home) throws Exception {
        run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"));
    }

    private static Said gpg(Path home, String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of("gpg", "--homedir", home.toString(), "--batch", "--quiet", "--pinentry-mode", "loopback"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a program in the world's network. */
    private static Said inside(Path home, String... command) throws Exception {
        var all = new ArrayList<>(List.of(
                "nsenter",
                "--target",
                Long.toString(world.pid()),
                "--mount",
                "--net",
                "env",
                "GNUPGHOME=" + home,
                "LC_ALL=C"));
        all.addAll(List.of(command));
        return run(all);
    }

    private record Said(int exitCode, String text) {}

    private static Said run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Said(process.waitFor(), text);
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(WkdClientsWorld.READY)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new IOException("the world did not come up:\n" + said + Files.readString(folder.resolve("world.log")));
    }
}
