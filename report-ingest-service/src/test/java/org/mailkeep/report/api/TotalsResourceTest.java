package org.mailkeep.report.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;
import static org.mailkeep.report.ServiceResource.watched;
import static org.mailkeep.report.ServiceResource.watchedPath;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Probes;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.Signers;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;

/** The numbers of the pages for programs, and that they are the same. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class TotalsResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NUMBER = 8;
    private static final String DOMAIN = watched(NUMBER);
    private static final String MX = "mx1." + DOMAIN;
    private static final String TIME = "from=2026-11-14&to=2026-11-22";
    private static final String RECORD = "3 1 1 " + "ab".repeat(32);

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

    @Inject
    Database database;

    @BeforeEach
    void reportsAreThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        post(Reports.tls("Totals-X", "totals-1", DOMAIN, 100, 2));
        post(Reports.tls("Totals-Y", "totals-2", DOMAIN, 10, 30));
        post(Reports.dmarc("Totals-X", "totals-3", DOMAIN, 90, 10));
    }

    @Test
    void domainsAndReportersHaveTheNumbersOfTheirPages() {
        JsonPath wall = get("/v1/domains?name=" + DOMAIN + "&" + TIME);
        assertThat(wall.getMap("items[0]"))
                .containsEntry("name", DOMAIN)
                .containsEntry("failed", 32)
                .containsEntry("succeeded", 110)
                .containsEntry("peers", 2)
                .containsEntry("policies", List.of("sts enforce"));
        assertThat(get("/?domain=" + DOMAIN + "&" + TIME + "&list=domains&format=json")
                        .getList("failed", Integer.class))
                .containsExactly(32);

        assertThat(get("/v1/reporters?name=totals-&limit=1&" + TIME).getList("items.failed", Integer.class))
                .containsExactly(30);
        assertThat(get("/v1/reporters?name=totals-&limit=1&cursor=1&" + TIME).getList("items.failed", Integer.class))
                .containsExactly(2);
        assertThat(get("/v1/reporters/Totals-Y?" + TIME).getList("domains.items.name", String.class))
                .containsExactly(DOMAIN);
        String next = given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get("/v1/reporters?name=totals-&limit=1&" + TIME)
                .header("Link");
        assertThat(next).contains("cursor=1").endsWith("rel=\"next\"");
        status(400, "/v1/domains?limit=201");
        status(400, "/v1/domains?cursor=x");
        status(400, "/v1/domains?from=2026-11-14&to=2026-11-01");
        given().get("/v1/domains").then().statusCode(401);
    }

    @Test
    void whatSomebodySignsAboutForeignDomainsIsKeptApart() {
        String foreign = "d" + UUID.randomUUID() + ".foreign.example";
        byte[] mail = Signers.sign(
                "reporter.example",
                Reports.mail(
                        foreign,
                        "application/tlsrpt+json",
                        "reporter.example!" + foreign + "!1795132800!1795219199.json",
                        Reports.utf8(Reports.tls("Totals-Z", foreign, foreign, 1, 5000))));
        // DNS of a busy machine may need a second attempt.
        await().atMost(PATIENCE)
                .until(() -> given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                                .contentType("message/rfc822")
                                .body(mail)
                                .post("/v1/messages")
                                .statusCode()
                        <= 201);
        assertThat(get("/v1/reports?domain=" + foreign).getList("trust", String.class))
                .containsExactly("dkim");
        assertThat(get("/v1/domains?name=" + foreign + "&" + TIME).getLong("names"))
                .isZero();
        assertThat(get("/v1/failures/summary?domain=" + foreign + "&" + TIME).getLong("sessions"))
                .isZero();
        assertThat(get("/v1/domains?verified=false&name=" + foreign + "&" + TIME)
                        .getLong("failed"))
                .isEqualTo(5000);
    }

    @Test
    void failuresAreCountedByEachDimension() {
        JsonPath counts = get("/v1/failures/summary?domain=" + DOMAIN + "&" + TIME);
        assertThat(counts.getInt("sessions")).isEqualTo(32);
        assertThat(counts.getList("by.organization.sessions", Integer.class)).containsExactly(30, 2);
        assertThat(counts.getList("by.mx.value", String.class)).containsExactly(MX);
    }

    @Test
    void whatIsReportedStandsBesideWhatProbesSaw() {
        // Given the policy changed since, and the host has a certificate and a TLSA record
        Probes.tell(kafka, DOMAIN, "mode: testing", Probes.withTlsa(MX, RECORD));

        // Then the policy that senders saw is told to be another one
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/v1/domains/" + DOMAIN + "/policies?" + TIME)
                                .getString("now.policyId"))
                        .isEqualTo("1"));
        JsonPath policies = get("/v1/domains/" + DOMAIN + "/policies?" + TIME);
        assertThat(policies.getMap("now.tlsa")).isEqualTo(Map.of(MX, List.of(RECORD)));
        assertThat(policies.getMap("seen[0]"))
                .containsEntry("comparison", "different")
                .containsEntry("differences", List.of("only seen: mode: enforce", "only now: mode: testing"));

        // And the address that senders reached is none of the host's
        JsonPath host = get("/v1/mx-hosts/" + MX + "?" + TIME);
        assertThat(host.getString("tlsaState")).isEqualTo("found");
        assertThat(host.getString("certificates[0].subject")).isEqualTo("CN=" + MX);
        assertThat(host.getList("addresses.address", String.class)).containsExactly("192.0.2.1");
        assertThat(host.getMap("receivers")).isEqualTo(Map.of("198.51.100.1", "foreign"));

        // When the records are gone, that stands on the time line; when they could not be looked up, it does not
        Probes.tell(kafka, DOMAIN, Probes.host(MX, "", "5c".repeat(32)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/v1/domains/" + DOMAIN + "/changes")
                                .getList("findAll { it.kind == 'tlsa' }.after", String.class))
                        .containsExactly(""));
    }

    @Test
    void ofAHostThatNobodyProbedNothingIsMadeUp() {
        JsonPath host = get("/v1/mx-hosts/mx9." + DOMAIN);
        assertThat(host.getString("tlsaState")).isEqualTo("unknown");
        assertThat(host.getList("addresses")).isEmpty();
        JsonPath policies = get("/v1/domains/nobody.hosted.example/policies");
        assertThat(policies.getMap("$")).doesNotContainKey("now");
    }

    @Test
    void messagesAndArrivalsAreSummedUp() {
        JsonPath dmarc = get("/v1/dmarc-summary?domain=" + DOMAIN + "&from=2026-11-01&to=2026-11-30");
        assertThat(dmarc.getList("sources.source", String.class)).contains("203.0.113.9");
        assertThat(dmarc.getList("days.passed", Integer.class)).containsExactly(90);
        assertThat(get("/v1/intake").getList("slots.stored", Integer.class)).anyMatch(stored -> stored > 0);
    }

    private static JsonPath get(String path) {
        var response = given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.jsonPath();
    }

    private static void status(int status, String path) {
        given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get(path)
                .then()
                .statusCode(status);
    }

    private static void post(String report) {
        given().contentType("application/json")
                .body(Reports.utf8(report))
                .post("/v1/tlsrpt/" + watchedPath(NUMBER))
                .then()
                .statusCode(lessThan(300));
    }
}
