package org.mailkeep.keylookup.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Debian's GnuPG and Sequoia with this service as their keyserver; judged by what is in the keyring afterwards. */
@Tag("real-programs")
@QuarkusTest
class RealClientsTest extends KeylookupTest {

    @TempDir
    Path folder = Path.of("");

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    @Test
    void gnupgFindsAKeyByItsAddress() throws Exception {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice =
                KeyOwner.create(KeyWorld.CREATED, "Alice <" + email + ">", "Alice <" + domain.address("private") + ">");
        domain.advanced().publish(email, alice.certificate());

        gpg("--auto-key-locate", "clear,nodefault,keyserver", "--locate-external-keys", email);

        List<String> keyring = gpg("--with-colons", "--list-keys").lines().toList();
        assertThat(keyring)
                .as(errors())
                .filteredOn(line -> line.startsWith("fpr:"))
                .first()
                .asString()
                .contains(alice.fingerprint().hex());
        assertThat(keyring)
                .filteredOn(line -> line.startsWith("uid:"))
                .singleElement()
                .asString()
                .contains(email);
    }

    @Test
    void gnupgReceivesAndRefreshesByFingerprint() throws Exception {
        var domain = world.domain();
        KeyOwner bob = domain.owner("bob");
        world.first().put(bob.certificate(), domain.address("bob"));
        gpg("--recv-keys", bob.fingerprint().hex());
        assertThat(gpg("--with-colons", "--list-keys")).as(errors()).contains("fpr:::::::::" + bob.fingerprint() + ":");
        assertThat(gpg("--with-colons", "--search-keys", bob.fingerprint().hex()))
                .contains("pub:" + bob.fingerprint());
    }

    /** Whether the armor ends with padding depends on the length; GnuPG 2.2 has trouble where it does not. */
    @Test
    void gnupgReadsACertificateOfAnyLength() throws Exception {
        var domain = world.domain();
        for (String name : List.of("d", "da", "dan")) {
            KeyOwner owner = KeyOwner.create(KeyWorld.CREATED, name + " <" + domain.address("same") + ">");
            world.first().put(owner.certificate(), domain.address("same"));
            gpg("--recv-keys", owner.fingerprint().hex());
            assertThat(gpg("--with-colons", "--list-keys"))
                    .as(errors())
                    .contains("fpr:::::::::" + owner.fingerprint() + ":");
        }
    }

    @Test
    void sequoiaFindsAKey() throws Exception {
        var domain = world.domain();
        String email = domain.address("carol");
        KeyOwner carol = domain.owner("carol");
        domain.advanced().publish(email, carol.certificate());
        Path found = folder.resolve("found.pgp");
        run(
                Map.of(),
                "sq",
                "keyserver",
                "--policy",
                "insecure",
                "--server",
                hkp(),
                "get",
                "--output",
                found.toString(),
                email);
        assertThat(run(Map.of(), "sq", "inspect", found.toString()))
                .contains(carol.fingerprint().hex())
                .contains(email);
    }

    private String hkp() {
        return "hkp://127.0.0.1:" + service.getPort();
    }

    private String gpg(String... arguments) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("gnupg"));
        home.toFile().setReadable(false, false);
        home.toFile().setReadable(true, true);
        home.toFile().setWritable(true, true);
        home.toFile().setExecutable(false, false);
        home.toFile().setExecutable(true, true);
        String[] command = new String[arguments.length + 5];
        List.of("gpg", "--no-tty", "--batch", "--keyserver", hkp()).toArray(command);
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        try {
            return run(Map.of("GNUPGHOME", home.toString()), command);
        } finally {
            run(Map.of("GNUPGHOME", home.toString()), "gpgconf", "--kill", "all");
        }
    }

    /** What the programs complained about, for whoever reads of a failure. */
    private String errors() throws IOException {
        Path errors = folder.resolve("errors");
        return Files.exists(errors) ? Files.readString(errors) : "";
    }

    /** Standard output; the exit code says little about what was found. */
    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("errors").toFile()));
        program.environment().putAll(environment);
        Process process = program.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
