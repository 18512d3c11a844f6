package org.mailkeep.policy.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.DemoWorldResource.TokenFile;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class HostedPagesInChromiumTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DOMAIN = "dane-and-sts.example";

    @SuppressWarnings("NullAway.Init") // BeforeAll puts it here
    private static TestBrowser browser;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

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

    @Test
    void aHostedDomainIsShownWithItsPostureAndItsRecords() {
        host();
        try (Visit visit = browser.visit(service.resolve("/posture?domain=" + DOMAIN), Look.PHONE)) {
            Page page = visit.page();
            assertThat(page.locator("#checks").textContent()).isEqualTo("Posture");
            assertThat(page.locator("main").textContent())
                    .contains("DNSSEC of the domain", "MTA-STS record", "Publish at _smtp._tls." + DOMAIN);
            assertThat(page.locator("pre").allTextContents())
                    .anyMatch(record -> record.startsWith("_mta-sts." + DOMAIN + ". 300 IN TXT "))
                    .anyMatch(record -> record.startsWith("_smtp._tls." + DOMAIN + ". 3600 IN TXT "));
            assertThat(page.getByText("Copy").count()).isGreaterThan(1);
            assertThat(visit.faults("posture")).isEmpty();
        }
    }

    @Test
    void ofADomainThatIsNotHostedThatIsSaid() {
        try (Visit visit = browser.visit(service.resolve("/posture?domain=plain.example"), Look.DESK)) {
            assertThat(visit.page().locator("main").textContent()).contains("The domain is not hosted here.");
        }
    }

    @Test
    void mailServersAreLookedAtByWhoMay() {
        try (Visit visit = browser.visit(service.resolve("/?domain=dane.example"), Look.DESK)) {
            Page page = visit.page();
            assertThat(page.getByText("Look at its mail servers").count()).isZero();
            page.getByText("Sign in").click();
            page.getByLabel("Token").fill(TokenFile.TOKEN);
            page.keyboard().press("Enter");
            page.getByText("Look at its mail servers").click();
            page.getByText("Seen just now").waitFor();

            assertThat(page.locator(".tree").textContent()).contains("matches the certificate", "TLSv1.3");
            assertThat(visit.faults("probe")).isEmpty();
        }
    }

    /** Until the store is ready the service says so, and the record to publish is shown when the policy is live. */
    private static void host() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> operator()
                                .contentType("application/json")
                                .body("""
                                {"mtaSts": {"mode": "testing", "mx": ["mail.%1$s"], "maxAge": 604800},
                                 "mxHosts": [{"host": "mail.%1$s"}],
                                 "tlsrptRua": ["mailto:tls@%1$s"],
                                 "caaIssuers": ["ca.example"]}
                                """.formatted(DOMAIN))
                                .put("/v1/hosted-domains/" + DOMAIN)
                                .statusCode()
                        == 201);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> operator()
                                .get("/v1/hosted-domains/" + DOMAIN)
                                .jsonPath()
                                .getString("mtaSts.publishedId")
                        != null);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + TokenFile.TOKEN);
    }
}
