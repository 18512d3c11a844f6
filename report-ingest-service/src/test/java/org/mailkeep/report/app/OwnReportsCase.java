package org.mailkeep.report.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Peers;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.store.OutboundDays;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.dns.Signing;

/**
 * From the sessions of today to reports that others take tomorrow. The jobs run by a clock of the test's; the service's own
 * find nothing due. Every test has a domain of its own.
 */
abstract class OwnReportsCase {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // ServiceResource puts it here
    Peers peers;

    @Inject
    Database database;

    @Inject
    OutboundDays days;

    @Inject
    OutboundDeliveries deliveries;

    @Inject
    DnsResolver dns;

    @Inject
    SenderSettings settings;

    final Instant at = Instant.now();

    final LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);

    final MutableClock clock = new MutableClock(today.plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
    final String domain = "d" + UUID.randomUUID() + ".example";

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        peers.relay().answerRecipients("250 2.1.5 ok");
        peers.relay().answerMails("250 2.0.0 kept");
    }

    void announce(String record) {
        announce(domain, record);
    }

    void announce(String name, String... records) {
        var zone = new StringBuilder("tlsrpt A 127.0.0.1\n");
        for (String record : records) {
            zone.append("_smtp._tls TXT \"").append(record).append("\"\n");
        }
        peers.internet().dns().put(name, Signing.NSEC, zone.toString());
    }

    BuildReports builder(SenderSettings how) {
        return new BuildReports(days, dns.anew(), how, new Random(1), clock);
    }

    void build() {
        run(builder(settings).build());
    }

    /** DNS of a busy machine may need a second attempt. */
    void buildUntilThere() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            together(this::build, 4);
            clock.advance(Duration.ofMinutes(10));
            assertThat(list("")).hasSize(1);
        });
    }

    static void run(Uni<Void> job) {
        job.await().atMost(PATIENCE);
    }

    static void together(Runnable work, int times) {
        var all = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < times; i++) {
            all.add(CompletableFuture.runAsync(work));
        }
        all.forEach(CompletableFuture::join);
    }

    String succeeded(int sessions) {
        return """
            {"at":"%s","domain":"%s","policyType":"no-policy-found","sessions":%d}
            """.formatted(at, domain, sessions);
    }

    String failed(String mx, int sessions) {
        return """
            {"at":"%s","domain":"%s","policyType":"sts","policyStrings":["version: STSv1","mode: testing"],\
            "mxHosts":["*.%s"],"resultType":"certificate-host-mismatch","sendingMtaIp":"192.0.2.7",\
            "receivingMxHostname":"%s.%s","receivingIp":"198.51.100.7","sessions":%d}
            """.formatted(at, domain, domain, mx, domain, sessions);
    }

    static JsonPath post(String lines) {
        return sessions()
                .body(Reports.utf8(lines))
                .post("/v1/sessions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static RequestSpecification sessions() {
        return operator().contentType("application/x-ndjson");
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER);
    }

    List<Object> list(String label) {
        return operator()
                .get("/v1/sent-reports?domain=" + label + domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("");
    }

    JsonPath sent() {
        String id = operator()
                .get("/v1/sent-reports?domain=" + domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("[0].id");
        return operator()
                .get("/v1/sent-reports/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
