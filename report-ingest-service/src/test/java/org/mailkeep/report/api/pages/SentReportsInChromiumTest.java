package org.mailkeep.report.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.ReportDelivery;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.report.store.OutboundDays;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class SentReportsInChromiumTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a receiver may say. */
    private static final String HOSTILE = "=1+1 <img src=x onerror=alert(1)> \u202Egro.knab";

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @Inject
    Database database;

    @Inject
    OutboundDays days;

    @Inject
    OutboundDeliveries deliveries;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final String domain = "p" + UUID.randomUUID() + ".example";

    @Test
    void everyReportIsShownWithItsDestinations() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        UUID id = UUID.randomUUID();
        UUID refused = UUID.randomUUID();
        days.keep(report(id, refused), Body.of(Reports.gzip(Reports.utf8("{}"))))
                .await()
                .atMost(PATIENCE);
        deliveries
                .record(refused, DeliveryState.REFUSED, Instant.now(), Optional.of(404), HOSTILE)
                .await()
                .atMost(PATIENCE);
        try (TestBrowser browser = TestBrowser.start();
                Visit visit = browser.visit(service.resolve("/ui/sign-in"), Look.DESK)) {
            visit.page().getByLabel("Token").fill(ServiceResource.BEARER);
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/");
            visit.open(service.resolve("/sent-reports?domain=" + domain));
            Page page = visit.page();
            assertThat(page.locator("#deliveries tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("#deliveries").textContent())
                    .contains("refused", "404", "waiting", "12", "1 reports");
            assertThat(page.locator("#deliveries img").count()).isZero();
            assertThat(visit.faults("sent-reports")).isEmpty();
            page.setViewportSize(400, 900);
            assertThat(visit.faults("sent-reports-narrow")).isEmpty();
            visit.open(service.resolve("/sent-reports?state=given-up&domain=" + domain));
            assertThat(page.locator("#deliveries tbody tr").count()).isZero();
        }
        String csv = given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get("/sent-reports?list=deliveries&format=csv&domain=" + domain)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv).contains(domain).doesNotContain(",=1+1").doesNotContain("\"=1+1");
        given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                .get("/sent-reports/" + id + "/file")
                .then()
                .statusCode(200);
    }

    private SentReport report(UUID id, UUID refused) {
        return new SentReport(
                id,
                new DomainName(domain),
                today,
                today + "." + domain + "@ours.example",
                "f.json.gz",
                12,
                3,
                Instant.now(),
                List.of(
                        delivery(refused, "https://tlsrpt." + domain + "/v1"),
                        delivery(UUID.randomUUID(), "mailto:reports@" + domain)));
    }

    private static ReportDelivery delivery(UUID id, String destination) {
        return new ReportDelivery(
                id,
                destination,
                DeliveryState.WAITING,
                Instant.now().plus(Duration.ofDays(1)),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
