package org.mailkeep.report.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.mailkeep.report.ServiceResource.watched;
import static org.mailkeep.report.ServiceResource.watchedPath;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.IncidentOpened;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.CloudEvents;
import org.mailkeep.report.Probes;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.store.IncidentQueue;
import org.mailkeep.report.store.WebhookRepository;
import org.mailkeep.report.store.WebhookRepository.Claimed;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.InfraResource;

/** From reports over incidents to verdicts and what others are told. Every test has a domain of its own. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class IncidentsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedPostgresql postgresql;

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    Database database;

    @Inject
    IncidentQueue queue;

    @Inject
    WebhookRepository webhooks;

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
    }

    @Test
    void failuresAreOneIncidentThatProbesConfirmAndSeeMended() {
        String domain = watched(0);
        String mx = "mx1." + domain;
        // Given the certificate of the host is known
        probe(domain, mx, "", "aa".repeat(32));

        // When two organisations report failures at it
        verified(0, "Company-X", 1, 8, 2);
        verified(0, "Other-Y", 1, 7, 3);

        // Then it is one incident
        JsonPath incident = awaitOne(domain, "sessions", 5);
        assertThat(incident.getMap("[0]"))
                .containsEntry("mxHost", mx)
                .containsEntry("resultType", "certificate-expired")
                .containsEntry("organizations", 2)
                .containsEntry("lastDayShare", 0.25f)
                .containsEntry("firstDay", today.minusDays(1).toString());

        // And others hear of it once
        assertThat(events(IncidentOpened.TOPIC, IncidentOpened.TYPE, domain, 1)).hasSize(1);
        assertThat(events(TlsFailureObserved.TOPIC, TlsFailureObserved.TYPE, domain, 1))
                .singleElement()
                .satisfies(event -> assertThat(event.value()).contains("\"mxHost\":\"" + mx + "\""));

        // When a probe sees it, too, and another one no longer
        probe(domain, mx, "certificate-expired", "bb".repeat(32));
        awaitOne(domain, "state", "confirmed");
        probe(domain, mx, "", "cc".repeat(32));
        JsonPath fixed = awaitOne(domain, "state", "fixed");

        // Then the time line tells it, with the changes of the certificate
        JsonPath detail = authorized()
                .get("/v1/incidents/{id}", fixed.getString("[0].id"))
                .jsonPath();
        assertThat(detail.getList("timeline.kind", String.class))
                .contains("opened", "confirmed", "fixed", "certificate");
        assertThat(authorized()
                        .get("/v1/domains/{domain}/changes", domain)
                        .jsonPath()
                        .getList("after", String.class))
                .containsExactly("bb".repeat(32), "cc".repeat(32));
        assertThat(detail.getList("parts.organization", String.class))
                .containsExactlyInAnyOrder("company-x", "other-y");
        given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get(detail.getString("reports"))
                .then()
                .body("", hasSize(2));
    }

    @Test
    void strangersOpenNoIncidentAndGetALookAtMost() {
        String domain = "d" + UUID.randomUUID() + ".hosted.example";
        post("", report("Stranger", domain, 1, 1, 4));
        post("", report("Stranger-2", domain, 1, 1, 5));
        assertThat(events(RecheckRequested.TOPIC, RecheckRequested.TYPE, domain, 1))
                .hasSize(1);
        assertThat(list(domain).getList("")).isEmpty();
        assertThat(authorized()
                        .queryParam("domain", domain)
                        .get("/v1/incidents/unverified")
                        .jsonPath()
                        .getMap("[0]"))
                .containsEntry("sessions", 9)
                .containsEntry("organizations", 2);
    }

    @Test
    void anIncidentEndsAfterCleanDays() {
        String domain = watched(1);
        verified(1, "Company-X", 10, 8, 2);
        awaitOne(domain, "state", "open");
        for (int ago : List.of(9, 8, 7)) {
            verified(1, "Company-X", ago, 8, 0);
        }
        queue.addOld(today).await().atMost(PATIENCE);
        assertThat(awaitOne(domain, "state", "closed").getString("[0].why")).isEqualTo("clean-days");
        assertThat(events("mailkeep.reports", "incident.closed", domain, 1)).hasSize(1);
        assertThat(authorized()
                        .queryParam("domain", domain)
                        .queryParam("state", "alive")
                        .get("/v1/incidents")
                        .jsonPath()
                        .getList(""))
                .isEmpty();

        // A late report of one of these days opens it again
        verified(1, "Late-Y", 8, 1, 1);
        awaitOne(domain, "state", "open");
    }

    @Test
    void manyReportersAtOnceMakeOneIncident() throws Exception {
        String domain = watched(2);
        var posts = new ArrayList<Callable<Integer>>();
        for (int i = 1; i <= 24; i++) {
            int number = i;
            posts.add(() -> {
                verified(2, "Org-" + number, 1, 1, number);
                return number;
            });
        }
        try (var senders = Executors.newFixedThreadPool(8)) {
            for (var one : senders.invokeAll(posts)) {
                one.get();
            }
        }
        JsonPath incident = awaitOne(domain, "sessions", 24 * 25 / 2);
        assertThat(incident.getInt("[0].organizations")).isEqualTo(24);
    }

    @Test
    void somebodySaysToLookAfterIt() {
        String domain = watched(3);
        verified(3, "Company-X", 1, 8, 2);
        String id = awaitOne(domain, "state", "open").getString("[0].id");
        authorized()
                .contentType("application/json")
                .body(Map.of("note", "renewing"))
                .post("/v1/incidents/{id}/acknowledgement", id)
                .then()
                .statusCode(204);
        authorized()
                .get("/v1/incidents/{id}", id)
                .then()
                .statusCode(200)
                .body("incident.note", equalTo("renewing"))
                .body("timeline.kind", equalTo(List.of("opened", "acknowledged")));
        authorized()
                .contentType("application/json")
                .body("{}")
                .post("/v1/incidents/{id}/acknowledgement", UUID.randomUUID())
                .then()
                .statusCode(404);
        given().get("/v1/incidents").then().statusCode(401);
        authorized().queryParam("state", "odd").get("/v1/incidents").then().statusCode(400);
    }

    @Test
    void readinessAndStalePoliciesComeFromVerifiedReports() {
        String domain = watched(4);
        verified(4, "Company-X", 2, 8, 2);
        verified(4, "Other-Y", 1, 9, 0);
        authorized()
                .get("/v1/domains/{domain}/policy-readiness", domain)
                .then()
                .statusCode(200)
                .body("mtaSts.verdict", equalTo("not-yet"))
                .body("mtaSts.sessions", equalTo(19))
                .body("mtaSts.wouldBlock", equalTo(2))
                .body("mtaSts.cleanDays", equalTo(1))
                .body("mtaSts.obstacles[0].mxHost", equalTo("mx1." + domain))
                .body("dane.verdict", equalTo("no-data"));

        probe(domain, "mx1." + domain, "", "aa".repeat(32));
        await().atMost(PATIENCE)
                .untilAsserted(() -> authorized()
                        .get("/v1/domains/{domain}/stale-policies", domain)
                        .then()
                        .statusCode(200)
                        .body("policies", hasSize(1))
                        .body("policies[0].state", equalTo("current"))
                        .body("policies[0].id", equalTo("1"))
                        .body("policies[0].organizations", equalTo(List.of("company-x", "other-y"))));
    }

    @Test
    void webhookCallsOfOneIncidentGoOutOneAfterTheOther() throws Exception {
        Instant past = Instant.parse("2020-01-01T00:00:00Z");
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        for (UUID incident : List.of(one, one, other)) {
            insertCall(incident, past);
        }
        List<Claimed> first = claim(past, past.plusSeconds(60));
        assertThat(first).hasSize(2);
        assertThat(claim(past, past.plusSeconds(60))).isEmpty();
        for (Claimed call : first) {
            webhooks.remove(call.id()).await().atMost(PATIENCE);
        }
        List<Claimed> second = claim(past, past.plusSeconds(60));
        assertThat(second)
                .singleElement()
                .satisfies(call -> assertThat(call.attempts()).isEqualTo(1));
        // Whoever died with a call does not keep it
        assertThat(claim(past.plusSeconds(60), past.plusSeconds(120)))
                .singleElement()
                .satisfies(call -> assertThat(call.attempts()).isEqualTo(2));
        webhooks.remove(second.getFirst().id()).await().atMost(PATIENCE);
    }

    private List<Claimed> claim(Instant now, Instant until) {
        return webhooks.claim(8, now, until).await().atMost(PATIENCE)
                        instanceof StoreResult.Done<List<Claimed>>(List<Claimed> claimed)
                ? claimed
                : List.of();
    }

    private void insertCall(UUID incident, Instant at) throws Exception {
        try (var connection = DriverManager.getConnection(
                        postgresql.jdbcUrl("report"), postgresql.username(), postgresql.password());
                var insert = connection.prepareStatement("insert into webhook_call (message_id, incident, type, body,"
                        + " created_at, attempts, next_at) values (?, ?, 'x', '{}', ?, 0, ?)")) {
            insert.setObject(1, UUID.randomUUID());
            insert.setObject(2, incident);
            insert.setObject(3, at.atOffset(ZoneOffset.UTC));
            insert.setObject(4, at.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private void verified(int number, String organization, int daysAgo, int succeeded, int failed) {
        post("/" + watchedPath(number), report(organization, watched(number), daysAgo, succeeded, failed));
    }

    private byte[] report(String organization, String domain, int daysAgo, int succeeded, int failed) {
        String day = today.minusDays(daysAgo).toString();
        return Reports.utf8(Reports.tls(organization, domain + day, domain, succeeded, failed)
                .replace("2026-11-20", day));
    }

    private static void post(String path, byte[] report) {
        given().contentType("application/tlsrpt+json")
                .body(report)
                .post("/v1/tlsrpt" + path)
                .then()
                .statusCode(anyOf(is(201), is(202)));
    }

    private void probe(String domain, String mx, String failure, String certificate) {
        Probes.tell(kafka, domain, Probes.host(mx, failure, certificate));
    }

    private List<ConsumerRecord<String, String>> events(String topic, String type, String key, int least) {
        return CloudEvents.await(kafka, topic, type, key, least);
    }

    private static JsonPath awaitOne(String domain, String field, Object value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> authorized()
                        .queryParam("domain", domain)
                        .get("/v1/incidents")
                        .then()
                        .statusCode(200)
                        .body("", hasSize(1))
                        .body("[0]." + field, equalTo(value)));
        return list(domain);
    }

    private static JsonPath list(String domain) {
        return authorized().queryParam("domain", domain).get("/v1/incidents").jsonPath();
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER);
    }
}
