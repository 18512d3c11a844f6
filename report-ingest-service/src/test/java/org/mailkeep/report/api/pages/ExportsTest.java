package org.mailkeep.report.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.api.FailureView;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class ExportsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOMAIN = "exports.hosted.example";
    private static final String QUERY = "?from=2026-11-14&to=2026-11-22&trust=unverified&domain=" + DOMAIN;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @Inject
    Database database;

    @BeforeEach
    void reportsAreThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        post("=HYPERLINK(1)", "exports-1", 30);
        post("Company-X", "exports-2", 2);
    }

    @Test
    void failuresLeaveAsCsvWithoutFormulas() {
        Response csv = get("/failures/rows.csv" + QUERY);
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.contentType()).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"failures.csv\"");
        assertThat(csv.asString().split("\r\n"))
                .hasSize(3)
                .contains(String.join(",", FailureView.NAMES))
                .anyMatch(line ->
                        line.startsWith("2026-11-20," + DOMAIN + ",sts,'=HYPERLINK(1),certificate-expired,30,"));
    }

    @Test
    void failuresLeaveAsJson() {
        var json = get("/failures/rows.json" + QUERY).jsonPath();
        assertThat(json.getList("failedSessions", Integer.class)).containsExactlyInAnyOrder(30, 2);
        assertThat(json.getString("[0].domain")).isEqualTo(DOMAIN);
    }

    @Test
    void theApiHandsThemOutToo() {
        String path = "/v1/failures?from=2026-11-14&to=2026-11-22&verified=false&domain=" + DOMAIN;
        assertThat(get(path + "&type=certificate-expired").jsonPath().getList("failedSessions", Integer.class))
                .contains(30, 2);
        assertThat(given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                        .accept("text/csv")
                        .get(path)
                        .asString())
                .contains("'=HYPERLINK(1)");
        assertThat(get("/v1/failures?from=2026-11-14&to=2026-11-22&domain=" + DOMAIN)
                        .jsonPath()
                        .getList("$"))
                .isEmpty();
        assertThat(get("/v1/failures?from=2026-11-14&to=2026-11-01").statusCode())
                .isEqualTo(400);
        assertThat(given().get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void aTableLeavesWithTheNumbersOfThePage() {
        assertThat(get("/domain" + QUERY + "&list=reporters&format=csv").asString())
                .contains("'=hyperlink(1),30,10,1,2026-11-20,2026-11-20")
                .contains("company-x,2,10,1,");
        assertThat(get("/domain" + QUERY + "&list=reporters&format=json")
                        .jsonPath()
                        .getList("failed", Integer.class))
                .containsExactly(30, 2);
        assertThat(get("/domain" + QUERY + "&list=nothing&format=csv").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theNumbersOfAPictureAddUp() {
        String page = get("/failures" + QUERY).asString();
        assertThat(page).contains("<strong>32</strong> failed sessions in 2 rows");
        var byType = get("/failures" + QUERY + "&list=by-type&format=json").jsonPath();
        assertThat(byType.getList("failedSessions", Integer.class)).containsExactly(32);
        var byNetwork =
                get("/failures" + QUERY + "&list=by-network&format=json").jsonPath();
        assertThat(byNetwork.getList("network", String.class)).containsExactly("192.0.2.0/24");
        assertThat(get("/failures" + QUERY + "&kind=certificate").asString()).contains("<strong>32</strong>");
        assertThat(get("/failures" + QUERY + "&kind=dane").asString()).contains("<strong>0</strong>");
        assertThat(get("/failures" + QUERY + "&kind=other").asString()).contains("<strong>0</strong>");
        assertThat(get("/failures" + QUERY + "&network=192.0.2.0%2F24&reason=(none)&day=2026-11-20")
                        .asString())
                .contains("<strong>32</strong>");
    }

    @Test
    void whoIsUnknownIsNotAmongTheVerified() {
        assertThat(get("/failures?from=2026-11-14&to=2026-11-22&domain=" + DOMAIN)
                        .asString())
                .contains("<strong>0</strong> failed sessions");
    }

    @Test
    void whatCannotBeAskedIsAnsweredAllTheSame() {
        for (String wrong : new String[] {
            "?from=yesterday", "?from=2026-11-22&to=2026-11-01", "?from=1900-01-01", "?day=x&kind=y&after=z", "?page=-3"
        }) {
            assertThat(get("/failures" + wrong).statusCode()).as(wrong).isEqualTo(200);
            assertThat(get("/" + wrong).statusCode()).as(wrong).isEqualTo(200);
        }
        assertThat(get("/domain?domain=%00").statusCode()).isEqualTo(404);
        assertThat(get("/mx?mx=%00").statusCode()).isEqualTo(404);
        assertThat(get("/reports/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    }

    @Test
    void listenersAreToldOfAReport() throws Exception {
        assertThat(given().get("/live").statusCode()).isEqualTo(401);
        var told = new CompletableFuture<String>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.sendAsync(
                            HttpRequest.newBuilder(service.resolve("/live"))
                                    .header("Authorization", "Bearer " + ServiceResource.BEARER)
                                    .build(),
                            BodyHandlers.ofLines())
                    .get(60, TimeUnit.SECONDS);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            Thread.ofVirtual()
                    .start(() -> answer.body()
                            .filter(line -> line.startsWith("event:") && line.contains("news"))
                            .findFirst()
                            .ifPresent(told::complete));
            post("Another", "exports-live", 1);
            assertThat(told.get(60, TimeUnit.SECONDS)).contains("news");
            client.shutdownNow();
        }
    }

    private static Response get(String path) {
        return given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .urlEncodingEnabled(false)
                .get(path);
    }

    private static void post(String organization, String id, int failed) {
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls(organization, id, DOMAIN, 10, failed)))
                .post("/v1/tlsrpt")
                .then()
                .statusCode(lessThan(300));
    }
}
