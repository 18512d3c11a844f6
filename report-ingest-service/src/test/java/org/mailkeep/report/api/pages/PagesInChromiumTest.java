package org.mailkeep.report.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
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
class PagesInChromiumTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOMAIN = "secret.hosted.example";
    private static final String TIME = "from=2026-11-14&to=2026-11-22";

    /** As hostile as a name can be: markup, a formula, characters that turn the order around. */
    private static final String HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\\u202Egro.knab";

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
    void reportsAreThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        post("Company-X", "pages-1", 100, 2);
        post(HOSTILE, "pages-2", 10, 30);
    }

    @Test
    void whoHasNotSignedInSeesNothing() {
        try (Visit visit = browser.visit(service, Look.DESK)) {
            assertThat(visit.page().url()).contains("/ui/sign-in");
        }
        given().get("/live").then().statusCode(401);
    }

    @Test
    void theWallShowsEveryDomain() {
        try (Visit visit = signedIn("/?" + TIME, Look.DESK)) {
            Page page = visit.page();
            assertThat(page.locator("#domains tbody").textContent()).contains(DOMAIN);
            assertThat(visit.faults("today")).isEmpty();
            page.setViewportSize(400, 900);
            assertThat(visit.faults("today-narrow")).isEmpty();
        }
    }

    private Visit signedIn(String path, Look look) {
        Visit visit = browser.visit(service.resolve("/ui/sign-in"), look);
        visit.page().getByLabel("Token").fill(ServiceResource.BEARER);
        visit.page().keyboard().press("Enter");
        visit.page().waitForURL("**/");
        visit.open(service.resolve(path));
        return visit;
    }

    private static void post(String organization, String id, int succeeded, int failed) {
        given().contentType("application/tlsrpt+json")
                .body(Reports.utf8(Reports.tls(organization, id, DOMAIN, succeeded, failed)))
                .post("/v1/tlsrpt/" + ServiceResource.PATH)
                .then()
                .statusCode(lessThan(300));
    }
}
