package org.mailkeep.policy.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.DemoWorldResource.TokenFile;
import org.mailkeep.testkit.browser.TestBrowser;
import org.mailkeep.testkit.browser.TestBrowser.Look;
import org.mailkeep.testkit.browser.Visit;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class PolicyPageInChromiumTest {

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

    @ParameterizedTest
    @EnumSource
    void thePageIsForEverybody(Look look) {
        try (Visit visit = browser.visit(service.resolve("/?domain=mixed-sts.example"), look)) {
            assertThat(visit.page().title()).isEqualTo("mixed-sts.example: TLS policy – Mailkeep");
            assertThat(visit.faults("policy-" + look.word())).isEmpty();
        }
    }

    @Test
    void byKeyboardFromTypingADomainToSigningInAndEvaluatingAnew() {
        try (Visit visit = browser.visit(service, Look.DESK)) {
            assertThat(visit.keyboardOrder())
                    .containsExactly(
                            "Skip to the content",
                            "Mailkeep",
                            "Policies",
                            "Key directory",
                            "Key lookup",
                            "Reports",
                            "Sign in",
                            "Domain",
                            "Show its policy");
            assertThat(visit.faults("policy-empty")).isEmpty();

            visit.page().getByLabel("Domain").fill("stsbadcert.example");
            visit.page().keyboard().press("Enter");
            visit.page().getByText("Why it is so").waitFor();
            assertThat(visit.faults("policy-unavailable")).isEmpty();

            visit.page().getByText("Sign in").click();
            visit.page().getByLabel("Token").fill("not the token");
            visit.page().keyboard().press("Enter");
            visit.page().getByText("This is not the token.").waitFor();
            visit.page().getByLabel("Token").fill(TokenFile.TOKEN);
            visit.page().keyboard().press("Enter");
            visit.page().getByText("Evaluate anew").click();
            visit.page().getByText("Evaluated anew just now.").waitFor();
            visit.page().getByText("Sign out").click();
            visit.page().getByText("Sign in").waitFor();
        }
    }

    @Test
    void aMistypedDomainIsToldBesideTheField() {
        try (Visit visit = browser.visit(service.resolve("/?domain=a..b"), Look.PHONE)) {
            assertThat(visit.page().getByRole(AriaRole.ALERT).textContent()).startsWith("Not a domain name: ");
            // Chromium reports the status 400 of the page as an error of its own.
            assertThat(visit.faults("policy-mistyped")).allMatch(fault -> fault.contains("400"));
        }
    }

    @Test
    void aButtonCopiesWhatPostfixIsTold() {
        try (Visit visit = browser.visit(service.resolve("/?domain=dane.example"), Look.DESK)) {
            visit.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

            visit.page().getByLabel("Copy what Postfix is told").click();
            visit.page().getByText("Copied").first().waitFor();

            assertThat(visit.page().evaluate("navigator.clipboard.readText()")).isEqualTo("OK dane-only");
        }
    }
}
