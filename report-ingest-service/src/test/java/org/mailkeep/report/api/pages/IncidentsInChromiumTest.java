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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class IncidentsInChromiumTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOMAIN = ServiceResource.watched(6);
    private static final String HOSTILE = "<script>alert(1)</script>\\u202Egro.knab";

    @SuppressWarnings("NullAway.Init") // BeforeAll puts it here
    private static TestBrowser browser;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @Inject
    Database database;

    @BeforeAll
    static void startBrowser() {
        browser = TestBrowser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void anIncidentIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        String day =
                LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1).toString();
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls(HOSTILE, "pages", DOMAIN, 6, 2)
                        .replace("2026-11-20", day)
                        .replace("certificate-expired", HOSTILE)))
                .post("/v1/tlsrpt/" + ServiceResource.watchedPath(6));
        await().atMost(PATIENCE)
                .until(() -> !given().header("Authorization", "Bearer " + ServiceResource.BEARER)
                        .queryParam("domain", DOMAIN)
                        .get("/v1/incidents")
                        .jsonPath()
                        .getList("")
                        .isEmpty());
    }

    @Test
    void anIncidentIsListedShownAndLookedAfter() {
        try (Visit visit = signedIn("/incidents?domain=" + DOMAIN)) {
            Page page = visit.page();
            assertThat(page.locator("#incidents tbody tr").count()).isEqualTo(1);
            assertThat(page.locator("#incidents tbody").textContent())
                    .contains("<script>")
                    .contains("U+202E")
                    .contains("25 %");
            assertThat(visit.faults("incidents")).isEmpty();

            page.locator("#incidents tbody th a").click();
            page.getByLabel("Note").fill("it is me");
            page.getByText("I look after it").click();
            assertThat(page.locator("#care + p, section[aria-labelledby=care] p")
                            .first()
                            .textContent())
                    .contains("it is me");
            assertThat(page.locator("#timeline tbody").textContent())
                    .contains("opened")
                    .contains("acknowledged");
            assertThat(visit.faults("incident")).isEmpty();
            page.setViewportSize(400, 900);
            assertThat(visit.faults("incident-narrow")).isEmpty();
        }
    }

    @Test
    void readinessSaysWhatStandsInTheWay() {
        try (Visit visit = signedIn("/readiness")) {
            Page page = visit.page();
            assertThat(visit.faults("readiness-choice")).isEmpty();
            page.locator("#domain").fill(DOMAIN);
            page.keyboard().press("Enter");
            page.waitForURL("**domain=" + DOMAIN + "**");
            assertThat(page.locator("body").textContent()).contains("not yet");
            assertThat(page.locator("#policies tbody").textContent()).contains("mode: enforce");
            assertThat(visit.faults("readiness")).isEmpty();
            page.setViewportSize(400, 900);
            assertThat(visit.faults("readiness-narrow")).isEmpty();
        }
    }

    private Visit signedIn(String path) {
        Visit visit = browser.visit(service.resolve("/ui/sign-in"), Look.DESK);
        visit.page().getByLabel("Token").fill(ServiceResource.BEARER);
        visit.page().keyboard().press("Enter");
        visit.page().waitForURL("**/");
        visit.open(service.resolve(path));
        return visit;
    }
}
