package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.tls.ServerIdentity;

/** A report of a failure, an incident, a probe, and its verdict: report-ingest-service and policy-service as they are packaged. */
@Timeout(240)
class ReportedIncidentTest {

    private static final String DOMAIN = "reported.example";
    private static final String HOST = "mail." + DOMAIN;
    private static final String PATH = "0123456789abcdef-reported";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aReportedFailureIsConfirmedByAProbeAndItsMendIsSeen() throws Exception {
        try (var surroundings = new Surroundings(folder)) {
            // Given a host that shows another certificate than its TLSA record announces
            ServerIdentity announced = surroundings.internet().certifiedExchanger(HOST);
            surroundings
                    .internet()
                    .dns()
                    .put(Zone.parse(
                            DOMAIN,
                            Signing.NSEC,
                            "@ MX 10 mail\nmail A 127.0.0.1\n" + "_25._tcp.mail TLSA " + announced.tlsa(3, 1, 1)
                                    + "\n"));
            surroundings.internet().certifiedExchanger(HOST);
            surroundings.internet().dns().put(Zone.parse("hook.test", Signing.UNSIGNED, "alarm A 127.0.0.1\n"));
            WebHost alarm =
                    surroundings.internet().web().host("alarm.hook.test").answerOtherwise(_ -> Reply.status(204));

            try (var policy = surroundings.replica();
                    var reports = ReportReplica.start(
                            folder, surroundings.postgresql(), surroundings.kafka(), settings(surroundings))) {
                policy.host(DOMAIN, HOST);

                // When somebody who knows the secret path reports failures
                awaitKept(reports, report());

                // Then it is an incident, policy-service looks at the host, and what it sees is attached
                JsonNode confirmed = await(reports, "confirmed");
                assertThat(confirmed.path("why").asText()).startsWith("tlsa-invalid");
                assertThat(confirmed.path("mxHost").asText()).isEqualTo(HOST);
                awaitCalls(alarm, "incident.opened", "incident.confirmed");
                assertThat(alarm.received()).allSatisfy(call -> {
                    Map<String, String> headers = new HashMap<>();
                    call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
                    assertThat(headers.get("webhook-signature")).startsWith("v1,");
                });

                // And when DNS announces the new certificate, the next probe sees it mended
                surroundings.internet().mx().certificate(HOST, announced);
                policy.probe(DOMAIN);
                JsonNode fixed = await(reports, "fixed");
                JsonNode timeline = reports.get(
                                "/v1/incidents/" + fixed.path("id").asText())
                        .path("timeline");
                assertThat(timeline.findValuesAsText("kind")).contains("opened", "confirmed", "fixed", "certificate");
            }
        }
    }

    private Map<String, String> settings(Surroundings surroundings) throws Exception {
        Path secret = Files.writeString(folder.resolve("webhook-secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
        Path more = Files.writeString(folder.resolve("report.properties"), """
                mailkeep.report.hosted-domains=%s
                mailkeep.report.tokens."%s"=%s
                mailkeep.report.webhook.url=https://alarm.hook.test/in
                mailkeep.report.webhook.secret-file=%s
                """.formatted(DOMAIN, DOMAIN, PATH, secret));
        var settings = new HashMap<>(surroundings.internet().settings(folder));
        settings.put("mailkeep.dns.known-signed", "dane.example");
        settings.put("mailkeep.dns.known-bogus", "bogus.example");
        settings.put("quarkus.config.locations", more.toString());
        return settings;
    }

    private static byte[] report() {
        String day =
                LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1).toString();
        return """
                {"organization-name":"Reporter","contact-info":"postmaster@reporter.example","report-id":"1",
                 "date-range":{"start-datetime":"%sT00:00:00Z","end-datetime":"%sT23:59:59Z"},
                 "policies":[{"policy":{"policy-type":"tlsa","policy-domain":"%s","policy-string":[],"mx-host":[]},
                   "summary":{"total-successful-session-count":5,"total-failure-session-count":3},
                   "failure-details":[{"result-type":"validation-failure","receiving-mx-hostname":"%s",
                     "sending-mta-ip":"192.0.2.1","failed-session-count":3}]}]}
                """.formatted(day, day, DOMAIN, HOST).getBytes(StandardCharsets.UTF_8);
    }

    private static void awaitKept(ReportReplica reports, byte[] report) throws Exception {
        int status = reports.post("/v1/tlsrpt/" + PATH, "application/tlsrpt+json", report);
        assertThat(status).isBetween(200, 202);
    }

    private static JsonNode await(ReportReplica reports, String state) throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode found = reports.get("/v1/incidents?domain=" + DOMAIN);
            if (found.size() == 1 && found.get(0).path("state").asText().equals(state)) {
                return found.get(0);
            }
            assertThat(System.nanoTime()).as("%s, not %s", found, state).isLessThan(limit);
            Thread.sleep(200);
        }
    }

    private static void awaitCalls(WebHost alarm, String... types) throws InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (alarm.requests() < types.length) {
            assertThat(System.nanoTime()).as("calls: %s", alarm.received()).isLessThan(limit);
            Thread.sleep(100);
        }
        List<String> bodies = alarm.received().stream().map(one -> one.body()).toList();
        for (int i = 0; i < types.length; i++) {
            assertThat(bodies.get(i)).contains("\"type\":\"" + types[i] + "\"");
        }
    }
}
