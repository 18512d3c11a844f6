package org.mailkeep.report.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class MetersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Every label of a meter of ours, with all that it may be. */
    private static final Map<String, Map<String, Set<String>>> LABELS = Map.of(
            "report_intake",
            Map.of(
                    "path", Set.of("https", "rest", "lmtp"),
                    "outcome", Set.of("stored", "seen", "conflict", "quarantined", "too-large", "not-kept")),
            "report_incident_changes",
            Map.of("change", Set.of("opened", "reopened", "grown", "judged", "closed")),
            "report_webhook_calls",
            Map.of("outcome", Set.of("delivered", "failed", "given-up")),
            "report_incidents",
            Map.of("state", Set.of("open", "confirmed", "not-reproducible", "fixed")),
            "report_canary_overdue",
            Map.of("path", Set.of("https", "mail")),
            "report_outgoing_attempts",
            Map.of(
                    "what", Set.of("report-by-https", "report-by-mail", "digest"),
                    "outcome", Set.of("taken", "refused", "failed", "given-up")),
            "report_outgoing_pending",
            Map.of("what", Set.of("report", "webhook-call")));

    @Inject
    MeterRegistry meters;

    @Inject
    Database database;

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    @Test
    void whatStrangersWriteIsNoLabel() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        String domain = "d" + UUID.randomUUID() + ".hosted.example";
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls("Strange \\\" Org", domain, domain, 1, 1)
                        .replace("certificate-expired", "strange-type")))
                .post("/v1/tlsrpt");
        List<Meter> ours = meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("report_")
                        && LABELS.containsKey(meter.getId().getName()))
                .toList();
        assertThat(ours).hasSizeGreaterThan(35);
        for (Meter meter : ours) {
            Map<String, Set<String>> labels = LABELS.get(meter.getId().getName());
            meter.getId()
                    .getTags()
                    .forEach(tag -> assertThat(labels)
                            .as(meter.getId().toString())
                            .hasEntrySatisfying(
                                    tag.getKey(), values -> assertThat(values).contains(tag.getValue())));
        }
        String all = given().get(management.resolve("/q/metrics")).asString();
        assertThat(all)
                .contains("report_intake_total{outcome=\"stored\",path=\"https\"}")
                .contains("report_spool_depth ")
                .contains("report_quarantine_size ")
                .contains("report_processing_seconds_count")
                .contains("report_outgoing_attempts_total{outcome=\"taken\",what=\"digest\"}")
                .doesNotContain("strange")
                .doesNotContain("Strange")
                .doesNotContain(domain);
        await().atMost(PATIENCE)
                .until(() -> given().get(management.resolve("/q/metrics"))
                        .asString()
                        .contains("report_incidents{state=\"fixed\"} "));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(meters.get("report_outgoing_pending")
                                .tag("what", "webhook-call")
                                .gauge()
                                .value())
                        .isNotNegative());
    }
}
