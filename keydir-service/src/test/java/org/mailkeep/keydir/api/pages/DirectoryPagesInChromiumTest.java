package org.mailkeep.keydir.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.keydir.SampleKey;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class DirectoryPagesInChromiumTest {

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

    @BeforeEach
    void awaitTheStore() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().header("Authorization", "Bearer " + KeydirWorldResource.TOKEN)
                                .get("/v1/accounts/nobody")
                                .statusCode()
                        == 404);
    }

    @Test
    void whoHasNotSignedInSeesNothingOfTheDirectory() {
        try (Visit visit = browser.visit(service, Look.PHONE)) {
            assertThat(visit.page().locator("main").textContent()).contains("Sign in to manage the directory");
            assertThat(visit.page().getByText("Add a domain").count()).isZero();
            assertThat(visit.faults("directory-closed")).isEmpty();

            visit.open(service.resolve("/accounts/somebody"));
            assertThat(visit.page().url()).contains("/ui/sign-in");
        }
    }

    @Test
    void domainsAccountsAndKeysAreManagedByHand() {
        SampleKey key = SampleKey.usual(
                Instant.now().minus(Duration.ofDays(10)), "Ada <ada@pages.example>", "Ada <ada@elsewhere.example>");
        try (Visit visit = browser.visit(service, Look.DESK)) {
            Page page = visit.page();
            signIn(page);

            page.getByLabel("Domain", new Page.GetByLabelOptions().setExact(true))
                    .fill("pages.example");
            page.getByLabel("Whose it is").selectOption("own");
            page.locator("form:has(#domain) button").click();
            assertThat(page.getByText("pages.example is added.").isVisible()).isTrue();
            page.getByLabel("Domain", new Page.GetByLabelOptions().setExact(true))
                    .fill("customer.example");
            page.getByLabel("Whose it is").selectOption("custom");
            page.locator("form:has(#domain) button").click();
            page.getByText("DNS to set for customer.example").click();
            assertThat(page.getByText("_mailkeep.customer.example. IN TXT").isVisible())
                    .isTrue();
            assertThat(visit.faults("directory")).isEmpty();

            page.getByLabel("Its name in the mail system").fill("ada");
            page.getByLabel("Primary address").fill("ada@pages.example");
            page.locator("form:has(#account) button").click();
            page.getByLabel("Further address").fill("ada.l@pages.example");
            page.locator("form:has(#alias) button").click();

            page.getByLabel("File with public keys")
                    .setInputFiles(new FilePayload(
                            "ada.asc", "application/pgp-keys", key.armored().getBytes(StandardCharsets.US_ASCII)));
            page.getByText("Upload").click();
            page.waitForURL("**/pages/upload");
            assertThat(page.locator("main").textContent()).contains("Taken; see below");
            assertThat(page.locator(".tree").textContent())
                    .contains("ada@pages.example published")
                    .contains("ada.l@pages.example withheld: no user ID of the key has this address")
                    .contains("ada@elsewhere.example withheld: the domain is not served here");
            assertThat(visit.faults("account")).isEmpty();
            page.setViewportSize(400, 900);
            assertThat(visit.faults("account-narrow")).isEmpty();

            page.onDialog(dialog -> dialog.accept());
            page.getByText("Withdraw it").click();
            page.getByText("The key is withdrawn everywhere.").waitFor();
            page.getByText("Retire it").click();
            page.getByText("nothing is published for it").waitFor();
        }
    }

    @Test
    void aKeyMayBeDroppedAndASecretOneIsRefused() {
        SampleKey key = SampleKey.usual(Instant.now().minus(Duration.ofDays(10)), "Bob <bob@dropped.example>");
        try (Visit visit = browser.visit(service, Look.PHONE)) {
            Page page = visit.page();
            signIn(page);
            page.getByLabel("Domain", new Page.GetByLabelOptions().setExact(true))
                    .fill("dropped.example");
            page.locator("form:has(#domain) button").click();
            page.getByLabel("Its name in the mail system").fill("bob");
            page.getByLabel("Primary address").fill("bob@dropped.example");
            page.locator("form:has(#account) button").click();

            drop(page, key.bytes());
            page.waitForURL("**/pages/upload");
            assertThat(page.locator("main").textContent()).contains("Taken; see below");
            drop(page, key.secret().getBytes(StandardCharsets.US_ASCII));
            page.getByText("The file holds a secret key.").waitFor();

            // Chromium reports the status 409 of the page as an error of its own.
            assertThat(visit.faults("account-secret")).allMatch(fault -> fault.contains("409"));
        }
    }

    private void signIn(Page page) {
        page.navigate(service.resolve("/ui/sign-in").toString());
        page.getByLabel("Token").fill(KeydirWorldResource.TOKEN);
        page.keyboard().press("Enter");
        page.getByText("Add a domain").waitFor();
    }

    private static void drop(Page page, byte[] file) {
        page.evaluate("""
                base64 => {
                  const octets = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
                  const transfer = new DataTransfer();
                  transfer.items.add(new File([octets], 'key.gpg'));
                  const zone = document.querySelector('[data-drop]');
                  zone.dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }));
                  zone.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
                }
                """, Base64.getEncoder().encodeToString(file));
    }
}
