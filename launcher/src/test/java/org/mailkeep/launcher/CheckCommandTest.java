package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command against a policy-service that answers what these tests want, also what the real one should not. */
class CheckCommandTest {

    private static final String EXPLANATION = """
            {"domain": "sts.example", "effective": "%s", "postfix": "OK secure match=mail.sts.example servername=hostname",
             "rule": {"id": "sts-enforce", "rfc": "RFC 8461 section 5", "text": "MTA-STS is enforced"},
             "mtaSts": {"status": "valid", "mode": "enforce"}, "expiresAt": "2026-12-01T00:00:00Z",
             "mxHosts": [{"host": "mail.sts.example", "preference": 10, "requirement": "sts", "reason": "named by mx"}],
             "dns": [{"question": "_mta-sts.sts.example", "type": "TXT", "outcome": "insecure", "ttl": 300,
                      "records": ["v=STSv1; id=1\\u001b[31m\\u202e"]}],
             "mtaStsSteps": ["Fetch: a valid policy"], "served": "mail servers still get an older answer",
             "advice": ["Sign the zone with DNSSEC."]}
            """;

    private static final String CHECKS = """
            {"checks": [{"check": "dmarc", "subject": "sts.example", "result": "%1$s", "evidence": "seen",
                         "mend": "do this\\u001b[31m"}],
             "check": {"check": "caa", "subject": "sts.example", "result": "pass", "evidence": "fine"}}
            """;

    @TempDir
    Path data = Path.of("");

    private final List<String> asked = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final HttpServer service = server();

    @BeforeEach
    void listen() {
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "dane, pass, 0",
        "sts, pass, 0",
        "mixed, pass, 1",
        "none, pass, 1",
        "dane, warn, 1",
        "dane, fail, 2",
        "none, fail, 2",
        "tempfail, pass, 2",
        "something-new, pass, 2",
        "dane, something-new, 2"
    })
    void theExitCodeTellsTheWorst(String effective, String result, int exitCode) {
        answer(200, EXPLANATION.formatted(effective), CHECKS.formatted(result));

        assertThat(check("sts.example")).isEqualTo(exitCode);
    }

    @Test
    void ofAHostedDomainThePostureIsShown() {
        answer(200, EXPLANATION.formatted("dane"), CHECKS.formatted("pass"));
        service.createContext(
                "/v1/hosted-domains/sts.example/posture", exchange -> send(exchange, 200, CHECKS.formatted("fail")));

        assertThat(check("sts.example")).isEqualTo(2);
        assertThat(asked).containsExactly("/v1/domains/sts.example/tls-policy/explain");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Posture")
                .containsPattern("fail dmarc +sts\\.example seen\n +-> do this\uFFFD\\[31m\n");
    }

    @Test
    void theExplanationIsReadableAndHarmless() {
        answer(200, EXPLANATION.formatted("sts"), CHECKS.formatted("warn"));

        check("sts.example");

        assertThat(asked)
                .containsExactly(
                        "/v1/domains/sts.example/tls-policy/explain",
                        "/v1/domains/sts.example/dmarc",
                        "/v1/domains/sts.example/caa",
                        "/v1/domains/sts.example/tlsrpt");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sts.example  protected by MTA-STS")
                .contains("MTA-STS is enforced (RFC 8461 section 5)")
                .contains("OK secure match=mail.sts.example servername=hostname")
                .containsPattern("10 mail\\.sts\\.example +sts +named by mx")
                .containsPattern("TXT +_mta-sts\\.sts\\.example +insecure 300 s")
                .contains("v=STSv1; id=1\uFFFD[31m\uFFFD")
                .contains("- Fetch: a valid policy")
                .containsPattern("Note +mail servers still get an older answer")
                .contains("- Sign the zone with DNSSEC.")
                .containsPattern("warn dmarc +sts\\.example seen")
                .containsPattern("pass caa +sts\\.example fine")
                .doesNotContain("\u001b");
    }

    @Test
    void whatTheServiceRefusesIsSaidInItsWords() {
        answer(400, "{\"title\": \"Bad Request\", \"detail\": \"a/b is no domain name\"}", "{}");

        assertThat(check("a/b")).isEqualTo(2);
        assertThat(asked).containsExactly("/v1/domains/a%2Fb/tls-policy/explain");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("mailkeep: policy-service does not answer for this domain: a/b is no domain name\n");
    }

    @Test
    void withoutASuiteItSaysHowToStartOne() {
        service.stop(0);

        assertThat(check("sts.example")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("Start it with \"mailkeep up\".\n");
    }

    private int check(String domain) {
        var environment = Map.of(
                "MAILKEEP_DATA", data.toString(),
                "MAILKEEP_POLICY_PORT", Integer.toString(service.getAddress().getPort()));
        var terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Launcher.run(new String[] {"check", domain}, environment, terminal);
    }

    private void answer(int status, String explanation, String checks) {
        service.createContext("/v1/domains/", exchange -> {
            var path = exchange.getRequestURI().getRawPath();
            asked.add(path);
            send(exchange, status, path.endsWith("/explain") ? explanation : checks);
        });
        service.createContext("/v1/hosted-domains/", exchange -> send(exchange, 404, "{}"));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
