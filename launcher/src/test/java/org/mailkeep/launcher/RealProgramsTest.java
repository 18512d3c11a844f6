package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.dns.Unbound;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;

/** Debian's Postfix and Unbound against the packaged service. */
@Tag("real-programs")
@Timeout(180)
class RealProgramsTest {

    private static final String NOT_FOUND = "NOTFOUND ";
    private static final String FOUND = "OK ";

    @TempDir
    static Path folder = Path.of("");

    private static Surroundings surroundings;
    private static PolicyReplica replica;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings(folder);
        replica = surroundings.replica();
    }

    @AfterAll
    static void stop() throws Exception {
        replica.close();
        surroundings.close();
    }

    @Test
    void postfixReadsEveryFormOfReply() throws Exception {
        // An empty configuration: postmap needs one, and the machine's own is nobody's business.
        var config = Files.createDirectory(folder.resolve("postfix"));
        Files.writeString(config.resolve("main.cf"), "compatibility_level = 3.6\n");
        var softly = new SoftAssertions();
        for (DemoDomain domain : DemoWorld.domains()) {
            var said = postmap(config, "QUERY", domain.name());
            var expected = domain.postfixReply();
            if (expected.startsWith(FOUND)) {
                softly.assertThat(said).as(domain.name()).isEqualTo(new Said(0, expected.substring(FOUND.length())));
            } else if (expected.equals(NOT_FOUND)) {
                softly.assertThat(said).as(domain.name()).isEqualTo(new Said(1, ""));
            } else {
                softly.assertThat(said.text()).as(domain.name()).contains("query error");
            }
        }
        softly.assertAll();
    }

    @Test
    void postfixReadsTheAttributesForTlsReports() throws Exception {
        var config = Files.createDirectory(folder.resolve("postfix-tlsrpt"));
        Files.writeString(config.resolve("main.cf"), "compatibility_level = 3.6\n");
        assertThat(postmap(config, "QUERYwithTLSRPT", "sts.example").text())
                .startsWith(
                        "secure match=mail.sts.example servername=hostname policy_type=sts policy_domain=sts.example"
                                + " mx_host_pattern=mail.sts.example { policy_string = version: STSv1 }");
    }

    @Test
    void unboundInFrontAgreesWithOurOwnValidation() throws Exception {
        var unboundFolder = Files.createDirectory(folder.resolve("unbound"));
        try (var unbound = Unbound.start(surroundings.internet().dns(), unboundFolder);
                var trusting = surroundings.replica(Map.of(
                        "mailkeep.dns.mode", "trust-ad",
                        "mailkeep.dns.servers", "127.0.0.1:" + unbound.address().getPort(),
                        // No store: it must not take over what the other replica found out.
                        "quarkus.datasource.reactive.url", "postgresql://127.0.0.1:1/nobody",
                        "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:1/nobody"))) {
            var softly = new SoftAssertions();
            for (DemoDomain domain : DemoWorld.domains()) {
                softly.assertThat(trusting.ask(domain.name()))
                        .as(domain.name())
                        .isEqualTo(replica.ask(domain.name()))
                        .satisfies(reply -> assertThat(domain.accepts(reply)).isTrue());
            }
            softly.assertAll();
        }
    }

    private record Said(int exitCode, String text) {}

    private static Said postmap(Path config, String map, String key) throws IOException, InterruptedException {
        var command = new ProcessBuilder(
                        "postmap",
                        "-c",
                        config.toString(),
                        "-q",
                        key,
                        "socketmap:inet:127.0.0.1:" + replica.socketmapPort() + ":" + map)
                .redirectErrorStream(true);
        command.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
        var process = command.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Said(process.waitFor(), text);
    }
}
