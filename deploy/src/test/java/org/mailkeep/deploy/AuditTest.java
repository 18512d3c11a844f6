package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/audit.py says of a list of parts, with an advisory server and without. */
@Tag("real-programs")
class AuditTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path folder = Path.of("");

    private record Outcome(int code, String said) {}

    private record Part(String group, String name, String version, String licence) {

        Map<String, Object> component() {
            return Map.of(
                    "type",
                    "library",
                    "group",
                    group,
                    "name",
                    name,
                    "version",
                    version,
                    "purl",
                    "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar",
                    "licenses",
                    List.of(Map.of("license", Map.of("id", licence))));
        }
    }

    private static final Part GOOD = new Part("com.example", "good", "1.0", "Apache-2.0");

    @Test
    void whatIsReleasedAndLicensedPasses() throws Exception {
        var outcome = audit(NOBODY, List.of("--offline"), GOOD, new Part("org.mailkeep", "ui", "1-SNAPSHOT", "none"));
        assertThat(outcome.said()).contains("parts: 2", "advisories: SKIPPED");
        assertThat(outcome.code()).isZero();
    }

    @Test
    void unknownLicencesAndUnreleasedVersionsAreFound() throws Exception {
        var outcome = audit(
                NOBODY,
                List.of("--offline"),
                GOOD,
                new Part("com.example", "closed", "1.0", "SSPL-1.0"),
                new Part("com.example", "unfinished", "2.0-SNAPSHOT", "MIT"));
        assertThat(outcome.said())
                .contains(
                        "com.example:closed:1.0 has no licence that is allowed: SSPL-1.0",
                        "com.example:unfinished:2.0-SNAPSHOT is no released version")
                .doesNotContain("com.example:good:1.0 ");
        assertThat(outcome.code()).isEqualTo(1);
    }

    @Test
    void withoutTheAdvisoryServerItSaysThatItDidNotLook() throws Exception {
        var outcome = audit(NOBODY, List.of(), GOOD);
        assertThat(outcome.said()).contains("advisories: SKIPPED, " + NOBODY + " cannot be asked");
        assertThat(outcome.code()).isZero();
        assertThat(audit(NOBODY, List.of("--require-advisories"), GOOD).code()).isEqualTo(2);
    }

    @Test
    void aKnownWeaknessIsFound() throws Exception {
        var asked = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/v1/querybatch", exchange -> {
            try (exchange) {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                var answer = "{\"results\":[{},{\"vulns\":[{\"id\":\"GHSA-test\"}]}]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        try {
            var outcome = audit(
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    List.of(),
                    GOOD,
                    new Part("com.example", "weak", "1.0", "MIT"),
                    new Part("org.mailkeep", "ui", "1-SNAPSHOT", "none"));
            assertThat(outcome.said()).contains("com.example:weak:1.0: GHSA-test");
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(asked)
                    .singleElement()
                    .asString()
                    .contains("pkg:maven/com.example/weak@1.0\"")
                    .doesNotContain("mailkeep");
        } finally {
            server.stop(0);
        }
    }

    private Outcome audit(String osv, List<String> options, Part... parts) throws IOException, InterruptedException {
        Path bom = Files.createTempFile(folder, "bom", ".json");
        JSON.writeValue(
                bom.toFile(),
                Map.of(
                        "components",
                        List.of(parts).stream().map(Part::component).toList()));
        var command = new ArrayList<>(
                List.of("python3", Source.DEPLOY.resolve("audit.py").toString()));
        command.addAll(options);
        command.add(bom.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OSV_URL", osv);
        builder.environment().put("no_proxy", "127.0.0.1");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), said);
    }
}
