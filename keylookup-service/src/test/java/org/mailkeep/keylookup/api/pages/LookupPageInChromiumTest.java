package org.mailkeep.keylookup.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeyWorldResource;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.ui.Shown;

@QuarkusTest
class LookupPageInChromiumTest extends KeylookupTest {

    @SuppressWarnings("NullAway.Init") // BeforeAll puts it here
    private static TestBrowser browser;

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @Inject
    FindKey findKey;

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
    void anotherKeyIsShownAndDecidedOn() {
        var domain = world.domain();
        String email = domain.address("carol");
        domain.advanced().publish(email, domain.owner("carol").certificate());
        lookup(email);
        domain.advanced().publish(email, domain.owner("carol").certificate());
        findKey.findAnew(EmailAddress.of(email)).await().atMost(Duration.ofSeconds(60));

        try (Visit visit = browser.visit(service.resolve("/?email=" + email), Look.PHONE)) {
            Page page = visit.page();
            assertThat(page.locator("#contest").textContent()).contains("waiting for a decision");
            assertThat(page.getByText("Accept it from now on").count()).isZero();
            assertThat(visit.faults("lookup-changed")).isEmpty();

            page.getByText("Sign in", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.getByLabel("Token").fill(KeyWorldResource.TOKEN);
            page.keyboard().press("Enter");
            page.getByText("Accept it from now on").click();
            page.getByText("Decided; this is the answer from now on.").waitFor();
            assertThat(page.locator("#contest").count()).isZero();
        }
    }

    @Test
    void whereAKeyComesFromIsToldStepByStep() {
        var domain = world.domain();
        String email = domain.address("dave");
        domain.advanced().publish(email, domain.owner("dave").certificate());

        try (Visit visit = browser.visit(service, Look.DESK)) {
            Page page = visit.page();
            assertThat(visit.faults("lookup-empty")).isEmpty();
            page.getByLabel("Address").fill(email);
            page.keyboard().press("Enter");
            page.getByText("Who was asked").waitFor();

            assertThat(page.locator("main").textContent()).contains("in the directory of its domain (WKD)");
            assertThat(page.locator(".tree").textContent()).contains("wkd-advanced");
            page.getByText("Armored").click();
            assertThat(page.locator("pre").first().textContent()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
            assertThat(visit.faults("lookup")).isEmpty();
        }
    }

    @Test
    void whatWasPublishedIsShownToThoseWhoMayUploadKeys() {
        var domain = world.domainWithoutHosts();
        String email = domain.address("erin");
        String other = domain.address("other");
        KeyOwner erin = KeyOwner.create(KeyWorld.CREATED, "Erin <" + email + ">", "Erin <" + other + ">");
        world.ownDirectory().publish(email, erin.certificate());
        upload(erin, email);

        try (Visit visit = browser.visit(service, Look.PHONE)) {
            Page page = visit.page();
            assertThat(page.getByText("Published keys").count())
                    .as("our users' addresses are not for everybody")
                    .isZero();
            page.getByText("Sign in", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.getByLabel("Token").fill(KeyWorldResource.TOKEN);
            page.keyboard().press("Enter");

            var key = page.locator("article")
                    .filter(new Locator.FilterOptions()
                            .setHasText(Shown.inGroups(erin.fingerprint().hex())));
            key.waitFor();
            assertThat(key.textContent())
                    .contains(email, "pending", "a link that was not followed yet", "asked again at")
                    .contains(other, "unpublished", "No mail was asked for");
            assertThat(visit.faults("lookup-published")).isEmpty();
        }
    }

    private static void upload(KeyOwner owner, String email) {
        given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .contentType("application/json")
                .body(Map.of("key", Armor.writePublicKey(owner.certificate()), "addresses", List.of(email)))
                .post("/v1/vks/uploads")
                .then()
                .statusCode(200);
    }

    @Test
    void aMistypedAddressIsToldBesideTheField() {
        try (Visit visit = browser.visit(service.resolve("/?email=nobody"), Look.PHONE)) {
            assertThat(visit.page().locator("#email-error").textContent()).contains("the address has no @");
        }
    }
}
