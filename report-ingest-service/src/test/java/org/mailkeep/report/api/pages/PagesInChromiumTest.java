package org.mailkeep.report.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Database;
import org.mailkeep.report.Probes;
import org.mailkeep.report.Reports;
import org.mailkeep.report.ServiceResource;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "report"))
@QuarkusTestResource(ServiceResource.class)
class PagesInChromiumTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DOMAIN = ServiceResource.watched(7);
    private static final String TIME = "from=2026-11-14&to=2026-11-22";

    /** As hostile as a name can be: markup, a formula, characters that turn the order around. */
    private static final String HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>\\u202Egro.knab";

    @SuppressWarnings("NullAway.Init") // BeforeAll puts it here
    private static TestBrowser browser;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @SuppressWarnings("NullAway.Init") // InfraResource puts it here
    EmbeddedKafka kafka;

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
        given().contentType("application/gzip")
                .body(Reports.gzip(Reports.utf8(Reports.dmarc("Company-X", "pages-3", DOMAIN, 90, 10))))
                .post("/v1/tlsrpt/" + ServiceResource.watchedPath(7))
                .then()
                .statusCode(lessThan(300));
    }

    @Test
    void whatProbesSawStandsBesideWhatIsReported() {
        Probes.tell(kafka, DOMAIN, "mode: testing", Probes.withTlsa("mx1." + DOMAIN, "3 1 1 " + "ab".repeat(32)));
        try (Visit visit = signedIn("/domain?domain=" + DOMAIN + "&" + TIME, Look.DESK)) {
            Page page = visit.page();
            await().atMost(PATIENCE).untilAsserted(() -> {
                page.reload();
                assertThat(page.locator("#served").textContent()).contains("3 1 1 abab");
            });
            assertThat(page.locator("#policies").textContent())
                    .contains("different")
                    .contains("only now: mode: testing");
            page.locator("#served tbody a").first().click();
            page.waitForURL("**/mx?**");
            assertThat(page.locator("#certificates").textContent())
                    .contains("CN=Example CA")
                    .contains("days left");
            assertThat(page.locator("#tlsa").textContent()).contains("3 1 1 abab");
            assertThat(page.locator("#by-receiver").textContent()).contains("not the host's");
        }
    }

    @Test
    void whoHasNotSignedInSeesNothing() {
        try (Visit visit = browser.visit(service, Look.DESK)) {
            assertThat(visit.page().url()).contains("/ui/sign-in");
        }
        given().get("/live").then().statusCode(401);
    }

    @Test
    void theWallLeadsToTheDomainAndItsFailures() {
        try (Visit visit = signedIn("/?" + TIME, Look.DESK)) {
            Page page = visit.page();
            Locator domain = page.locator("#domains tbody tr").filter(new Locator.FilterOptions().setHasText(DOMAIN));
            assertThat(domain.textContent()).contains("sts enforce");
            assertThat(visit.faults("today")).isEmpty();

            page.getByText(DOMAIN).first().click();
            page.locator(".plot canvas").waitFor();
            assertThat(page.locator("h1").textContent()).isEqualTo(DOMAIN);
            assertThat(page.locator("#matrix tfoot").textContent())
                    .contains("All")
                    .contains("32");
            assertThat(visit.faults("domain")).isEmpty();

            page.locator("#matrix tbody a")
                    .getByText("32", new Locator.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            page.waitForURL("**/failures?**");
            assertThat(page.locator(".figures").textContent()).contains("32");
            assertThat(page.locator("#rows tfoot").textContent()).contains("32");
        }
    }

    @Test
    void hostileTextIsTextOnEveryPage() {
        try (Visit visit = signedIn("/failures?domain=" + DOMAIN + "&" + TIME, Look.DESK)) {
            Page page = visit.page();
            page.onDialog(dialog -> fail("a script of a stranger ran"));
            assertThat(page.locator("#rows").textContent())
                    .contains("<script>alert(1)</script>⟨U+202E⟩")
                    .doesNotContain("\u202E");
            page.locator("#by-organization tbody a").first().click();
            page.waitForURL("**organization=**");
            assertThat(page.locator("main").textContent()).contains("⟨U+202E⟩");
            assertThat(visit.faults("failures")).isEmpty();
        }
    }

    @Test
    void everyPageIsForEverybody() {
        List<String> paths = List.of(
                "/",
                "/domain?domain=" + DOMAIN,
                "/mx?mx=mx1." + DOMAIN,
                "/failures?domain=" + DOMAIN,
                "/reporters",
                "/reports",
                "/reporter?organization=company-x",
                "/intake",
                "/dmarc",
                "/dmarc?domain=" + DOMAIN,
                "/dmarc/source?domain=" + DOMAIN + "&source=203.0.113.9");
        for (Look look : Look.values()) {
            try (Visit visit = signedIn("/?" + TIME, look)) {
                for (String path : paths) {
                    String days = path.startsWith("/intake") ? "" : TIME;
                    visit.open(service.resolve(path + (path.contains("?") ? "&" : "?") + days));
                    String name = path.replaceAll("[^a-z]+", "-");
                    assertThat(visit.faults(look.word() + name)).as(path).isEmpty();
                    assertThat(visit.page().locator("tbody tr").count())
                            .as(path)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void theTimeGoesAlongFromPageToPage() {
        try (Visit visit = signedIn("/?" + TIME, Look.DESK)) {
            Page page = visit.page();
            page.getByLabel("From").fill("2026-11-18");
            page.keyboard().press("Enter");
            page.waitForURL("**from=2026-11-18**");
            page.getByText("Reporters", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.waitForURL("**/reporters?from=2026-11-18&to=2026-11-22");
            page.getByText("← Earlier").click();
            assertThat(page.locator("#to").inputValue()).isEqualTo("2026-11-17");
            page.getByText("7 days").click();
            assertThat(page.locator(".presets [aria-current]").textContent()).isEqualTo("7 days");
        }
    }

    @Test
    void aDragOverTheChartShowsThoseDays() {
        try (Visit visit = signedIn("/domain?domain=" + DOMAIN + "&" + TIME, Look.DESK)) {
            Page page = visit.page();
            page.locator(".plot .u-over").waitFor();
            var box = page.locator(".plot .u-over").boundingBox();
            page.mouse().move(box.x + box.width * 0.3, box.y + 50);
            page.mouse().down();
            page.mouse().move(box.x + box.width * 0.8, box.y + 50);
            page.mouse().up();
            page.waitForURL("**from=2026-11-16**");
            assertThat(page.url()).contains("to=2026-11-20").contains("domain=" + DOMAIN);
        }
    }

    @Test
    void anOpenPageShowsAReportWhenItArrives() {
        try (Visit visit = signedIn("/reports?" + TIME, Look.DESK)) {
            Page page = visit.page();
            post("Latecomer", "late", 1, 0);
            page.getByText("Latecomer").first().waitFor();
        }
    }

    @Test
    void whatCannotBeReadIsLookedAtAndTriedAgain() {
        given().contentType("application/tlsrpt+json")
                .body("{\"organization-name\":\"Broken\"}")
                .post("/v1/tlsrpt")
                .then()
                .statusCode(202);
        try (Visit visit = signedIn("/intake", Look.DESK)) {
            Page page = visit.page();
            assertThat(visit.faults("intake")).isEmpty();
            page.getByText("Try again").first().click();
            page.getByText("It still cannot be read.").waitFor();
            page.getByText("Look at it").first().click();
            assertThat(page.content()).contains("Broken");
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
                .post("/v1/tlsrpt/" + ServiceResource.watchedPath(7))
                .then()
                .statusCode(lessThan(300));
    }
}
