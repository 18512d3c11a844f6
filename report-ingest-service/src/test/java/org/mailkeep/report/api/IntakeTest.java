package org.mailkeep.report.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.Signers;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.store.SpoolRepository;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;

/** From the request to PostgreSQL, and back. Every test has a domain of its own. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class IntakeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GZIP = "application/tlsrpt+gzip";
    private static final String JSON = "application/tlsrpt+json";

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    Database database;

    @Inject
    SpoolRepository spool;

    private final String domain = "d" + UUID.randomUUID() + ".hosted.example";

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void aReportIsStoredOnceAndCountedOnce() {
        String report = Reports.tls("Company-X", domain, domain, 10, 2);
        answers(() -> post(GZIP, Reports.gzip(Reports.utf8(report))), 201, "stored");
        answers(() -> post(JSON, Reports.utf8(report)), 200, "seen");
        answers(() -> post(JSON, Reports.utf8(report.replace("Company-X", "COMPANY-x "))), 200, "seen");
        answers(() -> post(JSON, Reports.utf8(report.replace(":10,", ":11,"))), 200, "conflict");

        JsonPath summary = summary(domain);
        assertThat(summary.getList("days")).hasSize(1);
        assertThat(summary.getMap("days[0]"))
                .containsEntry("day", "2026-11-20")
                .containsEntry("verified", false)
                .containsEntry("reports", 1)
                .containsEntry("succeeded", 10)
                .containsEntry("failed", 2)
                .containsEntry("byResultType", Map.of("certificate-expired", 2))
                .containsEntry("byMx", Map.of("mx1." + domain, 2))
                .containsEntry("byOrganization", Map.of("company-x", Map.of("succeeded", 10, "failed", 2)));
        assertThat(list("domain=" + domain).getInt("[0].timesReceived")).isEqualTo(3);
    }

    @Test
    void whatComesByTheSecretPathIsVerified() {
        String secret = "secret.hosted.example";
        byte[] own = Reports.utf8(Reports.tls("Own", domain, secret, 1, 1));
        answers(() -> given().contentType(JSON).body(own).post("/v1/tlsrpt/" + ServiceResource.PATH), 201, "stored");
        byte[] foreign = Reports.utf8(Reports.tls("Foreign", domain, domain, 1, 1));
        answers(
                () -> given().contentType(JSON).body(foreign).post("/v1/tlsrpt/" + ServiceResource.PATH),
                201,
                "stored");
        byte[] guessed = Reports.utf8(Reports.tls("Guessed", domain, secret, 1, 1));
        answers(() -> given().contentType(JSON).body(guessed).post("/v1/tlsrpt/another"), 201, "stored");

        assertThat(list("organization=own").getString("[0].trust")).isEqualTo("token");
        assertThat(list("organization=foreign").getString("[0].trust")).isEqualTo("unverified");
        assertThat(list("organization=guessed").getString("[0].trust")).isEqualTo("unverified");
        assertThat(summary(secret).getList("days.verified")).containsExactly(true, false);
    }

    @Test
    void anyInterleavingOfDuplicatesGivesTheSameTotals() throws Exception {
        var posts = new ArrayList<byte[]>();
        for (int i = 1; i <= 8; i++) {
            byte[] report = Reports.utf8(Reports.tls("Company-X", domain + i, domain, i, 2 * i));
            Collections.addAll(posts, report, Reports.gzip(report), report, Reports.gzip(report));
        }
        Collections.shuffle(posts, new Random(domain.hashCode()));
        try (var senders = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<Integer>>();
            for (byte[] one : posts) {
                answers.add(senders.submit(() -> post(GZIP, one).statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isBetween(200, 202);
            }
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(list("domain=" + domain).getList("timesReceived", Integer.class))
                    .hasSize(8)
                    .containsOnly(4);
        });
        JsonPath day = summary(domain);
        assertThat(day.getInt("days[0].reports")).isEqualTo(8);
        assertThat(day.getInt("days[0].succeeded")).isEqualTo(36);
        assertThat(day.getInt("days[0].failed")).isEqualTo(72);
        assertThat(day.getInt("days[0].byResultType.certificate-expired")).isEqualTo(72);
    }

    @Test
    void aMailWithReportsIsRead() {
        byte[] dmarc = Reports.zip("a!b!1!2.xml", Reports.utf8(Reports.dmarc("Reporter", domain, domain, 40, 2)));
        answers(
                () -> operator()
                        .contentType("message/rfc822")
                        .body(Signers.sign(
                                "reporter.example", Reports.mail(domain, "application/zip", "a!b!1!2.zip", dmarc)))
                        .post("/v1/messages"),
                201,
                "stored");
        JsonPath list = list("domain=" + domain);
        assertThat(list.getString("[0].kind")).isEqualTo("dmarc");
        assertThat(list.getInt("[0].succeeded")).isEqualTo(40);
        String id = list.getString("[0].id");
        operator()
                .get("/v1/reports/" + id)
                .then()
                .statusCode(200)
                .body("records", hasSize(2))
                .body("records[0].dkimResults[0].selector", equalTo("s1"))
                .body("records[1].sourceIp", equalTo("203.0.113.9"));
        assertThat(operator()
                        .get("/v1/reports/" + id + "/raw")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray())
                .isEqualTo(dmarc);
    }

    @Test
    void aReportIsShownWithWhatItSays() {
        String report = Reports.tls("=Company \\\"<b>\\u0000", domain, domain, 10, 2);
        answers(() -> post(JSON, Reports.utf8(report)), 201, "stored");
        String id = list("domain=" + domain).getString("[0].id");
        operator()
                .get("/v1/reports/" + id)
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("organization", equalTo("=Company \"<b>\uFFFD"))
                .body("quirks", hasItem("text-unstorable"))
                .body("domains", equalTo(List.of(domain)))
                .body("hosted", equalTo(true))
                .body("policies[0].type", equalTo("sts"))
                .body("policies[0].policyStrings[1]", equalTo("mode: enforce"))
                .body("policies[0].mxHosts[0]", equalTo("mx1." + domain))
                .body("policies[0].failures[0].sendingMtaIp", equalTo("192.0.2.1"))
                .body("policies[0].failures[0].failedSessions", equalTo(2));
        operator()
                .get("/v1/reports/" + id + "/raw")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"" + id + "\""))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        operator().get("/v1/reports/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void listsArePaged() {
        for (int i = 0; i < 5; i++) {
            String report = Reports.tls("Company-X", domain + i, domain, 1, i % 2);
            answers(() -> post(JSON, Reports.utf8(report)), 201, "stored");
        }
        Set<String> seen = new HashSet<>();
        String next = "/v1/reports?limit=2&domain=" + domain;
        int pages = 0;
        while (next != null) {
            Response page =
                    operator().get(next).then().statusCode(200).extract().response();
            seen.addAll(page.jsonPath().getList("reportId", String.class));
            String link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
            pages++;
        }
        assertThat(seen).hasSize(5);
        assertThat(pages).isEqualTo(3);
        assertThat(list("failuresOnly=true&domain=" + domain).getList("id")).hasSize(2);
        assertThat(list("hosted=false&domain=" + domain).getList("id")).isEmpty();
        assertThat(list("from=2026-11-20&to=2026-11-20&domain=" + domain).getList("id"))
                .hasSize(5);
        assertThat(list("to=2026-11-19&domain=" + domain).getList("id")).isEmpty();
        wrong("limit=0", "invalid-limit");
        wrong("cursor=x", "invalid-cursor");
        wrong("from=yesterday", "invalid-time");
        wrong("domain=a..b", "invalid-domain");
    }

    @Test
    void whatCannotBeReadIsQuarantined() {
        byte[] garbage = Reports.utf8("{\"report-id\":\"" + domain + "\"}");
        answers(() -> post(JSON, garbage), 202, "quarantined");
        JsonPath list = operator()
                .get("/v1/quarantine?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, Object> entry = list.getMap("find { it.size == " + garbage.length + " }");
        assertThat(entry).containsEntry("path", "$.date-range").containsEntry("reason", "absent");
        operator()
                .post("/v1/quarantine/" + entry.get("id") + "/reparse")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("quarantined"));
        operator()
                .post("/v1/quarantine/" + UUID.randomUUID() + "/reparse")
                .then()
                .statusCode(404);
        String future = Reports.tls("Company-X", domain, domain, 1, 1).replace("2026-11-20T", "2996-11-20T");
        answers(() -> post(JSON, Reports.utf8(future)), 202, "quarantined");
    }

    @Test
    void onlyWhatIsBeyondTheLimitsIsRefused() {
        post(JSON, new byte[200_001])
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:too-large"));
        given().contentType("text/html").body("<p>").post("/v1/tlsrpt").then().statusCode(415);
        answers(() -> post(JSON, new byte[0]), 202, "quarantined");
    }

    @Test
    void whoMayNotSeeReportsDoesNot() {
        for (String path : List.of("/v1/reports", "/v1/quarantine", "/v1/domains/a.example/tls-summary")) {
            given().get(path).then().statusCode(401).header("WWW-Authenticate", notNullValue());
        }
        given().contentType("message/rfc822")
                .body(new byte[1])
                .post("/v1/messages")
                .then()
                .statusCode(401);
    }

    @Test
    @TestSecurity(user = "somebody", roles = "policy:write")
    void whoHasAnotherRoleNeither() {
        given().get("/v1/reports").then().statusCode(403);
        given().get("/v1/quarantine").then().statusCode(403);
    }

    @Test
    void theOthersAreTold() {
        answers(() -> post(JSON, Reports.utf8(Reports.tls("Company-X", domain, domain, 10, 2))), 201, "stored");
        var events = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("mailkeep.reports"));
            await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (domain.equals(record.key())) {
                        events.add(record.value());
                    }
                });
                return !events.isEmpty();
            });
        }
        assertThat(JsonPath.from(events.getFirst()).getMap(""))
                .containsEntry("reporter", "Company-X")
                .containsEntry("failed", 2)
                .containsEntry("trust", "unverified");
    }

    @Test
    void whatACrashLeftIsProcessedOnce() {
        byte[] body = Reports.utf8(Reports.tls("Company-X", domain, domain, 3, 1));
        var left = new Arrival(
                UUID.randomUUID(), Instant.now(), Transport.HTTPS, Payload.REPORT, Optional.empty(), Body.of(body));
        spool.addIfMissing(left, Instant.now()).await().atMost(PATIENCE);
        await().atMost(PATIENCE)
                .until(() -> !list("domain=" + domain).getList("id").isEmpty());
        // The service died after it was processed, before the file was deleted: it comes once more.
        spool.addIfMissing(left, Instant.now()).await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> list("domain=" + domain).getInt("[0].timesReceived") == 2);
        assertThat(summary(domain).getInt("days[0].failed")).isEqualTo(1);
    }

    @Test
    void withoutPostgresqlReportsWaitOnDisk() {
        byte[] report = Reports.utf8(Reports.tls("Company-X", domain, domain, 5, 1));
        postgresql.stop();
        try {
            post(JSON, report).then().statusCode(202).body("outcome", equalTo("spooled"));
            post(JSON, report).then().statusCode(202);
            operator().get("/v1/reports").then().statusCode(503).header("Retry-After", notNullValue());
        } finally {
            postgresql.start();
        }
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        await().atMost(PATIENCE)
                .until(() -> list("domain=" + domain).getList("timesReceived").equals(List.of(2)));
        assertThat(summary(domain).getInt("days[0].succeeded")).isEqualTo(5);
    }

    private static void answers(Supplier<Response> send, int status, String outcome) {
        send.get().then().statusCode(status).body("outcome", equalTo(outcome));
    }

    private static Response post(String type, byte[] body) {
        return given().contentType(type).body(body).post("/v1/tlsrpt");
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER);
    }

    private static JsonPath list(String query) {
        return operator()
                .get("/v1/reports?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath summary(String name) {
        return operator()
                .get("/v1/domains/" + name + "/tls-summary?from=2026-11-01&to=2026-11-30")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void wrong(String query, String type) {
        operator()
                .get("/v1/reports?" + query)
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:mailkeep:problem:" + type));
    }
}
