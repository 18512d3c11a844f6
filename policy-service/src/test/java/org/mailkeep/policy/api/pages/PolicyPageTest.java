package org.mailkeep.policy.api.pages;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.DemoWorldResource.TokenFile;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Frame;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.RfcLink;
import org.mailkeep.ui.Visitor;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class PolicyPageTest {

    private static final String COOKIE = "mailkeep-session";

    @TestHTTPResource
    URI service = URI.create("http://127.0.0.1");

    private TokenFile tokenFile = new TokenFile(Path.of(""));

    @ParameterizedTest
    @CsvSource({
        "dane.example, DANE, RFC 7672 §2.2",
        "sts.example, MTA-STS, RFC 8461 §5",
        "mixed.example, partly protected, RFC 7672 §2.2",
        "plain.example, no policy, RFC 3207 §4.1",
        "bogus.example, unknown for now, RFC 7672 §2.1.1",
        "bücher.example, DANE, RFC 7672 §2.2"
    })
    void itShowsThePolicyWithTheRuleThatDecided(String domain, String protection, String rule) {
        given().queryParam("domain", domain)
                .get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(
                        containsString(">" + protection + "</span>"),
                        containsString(">" + rule + "</a>"),
                        containsString("<strong>DMARC</strong>"));
    }

    @Test
    void aPageKeepsTheBrowserInHandAndTheApiStaysAsItWas() {
        Response page = given().get("/");
        assertThat(page.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        page.then()
                .statusCode(200)
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("same-origin"))
                .header("Cache-Control", equalTo("no-store"));
        given().get("/v1/domains/plain.example/tls-policy")
                .then()
                .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"))
                .header("Referrer-Policy", equalTo("no-referrer"));
    }

    @ParameterizedTest
    @CsvSource({
        "<script>alert(1)</script>, &lt;script&gt;alert(1)&lt;/script&gt;",
        "\" onfocus=\"alert(1), &quot; onfocus=&quot;alert(1)",
        "{config:x}, {config:x}"
    })
    void whatSomebodyTypesStaysText(String typed, String shown) {
        String page = given().queryParam("domain", typed)
                .get("/")
                .then()
                .statusCode(400)
                .extract()
                .asString();

        assertThat(page)
                .contains("value=\"" + shown + "\"")
                .contains("Not a domain name: ")
                .doesNotContain(typed.contains("<") || typed.contains("\"") ? typed : "\0");
    }

    /** TXT records, policy lines and host names are written by strangers. */
    @Test
    void whatStrangersWriteStaysText() {
        String evil = "</code><img src=x onerror=alert(1)>\"' onload='alert(1)";
        Branch branch = new Branch(Mark.BAD, evil, evil, List.of(evil), List.of(Branch.leaf(Mark.BAD, evil, evil)));
        var sheet = new PolicySheet(
                evil,
                Mark.BAD,
                evil,
                evil,
                List.of(new RfcLink(evil, evil)),
                evil,
                List.of(new PolicySheet.HostLine(evil, 10, Mark.BAD, evil, evil)),
                List.of(branch),
                List.of(evil),
                List.of(new PostureLine(Mark.BAD, evil, evil, evil, evil, evil)),
                Optional.of(evil),
                Instant.EPOCH,
                Instant.EPOCH,
                1);
        var asked = new PolicyPage.Asked(evil, Optional.of(evil), Optional.of(sheet), Optional.of(evil));
        var frame =
                new Frame(List.of(new Frame.Link(evil, evil, true)), new Visitor(true, Set.of(evil), evil), evil, evil);

        String page = PolicyPage.Templates.policy(frame, asked, true, true).render();

        assertThat(page)
                .doesNotContain("<img", "\"' onload")
                .contains("&lt;/code&gt;&lt;img src=x onerror=alert(1)&gt;&quot;&#39; onload=&#39;alert(1)");
    }

    @Test
    void whoHasNotSignedInSeesNoButtonsAndIsSentToSignIn() {
        given().queryParam("domain", "plain.example")
                .get("/")
                .then()
                .body(
                        not(containsString("Evaluate anew")),
                        containsString("/ui/sign-in?back=%2F%3Fdomain%3Dplain.example"));
        sentFromHere()
                .formParam("domain", "plain.example")
                .post("/pages/refresh")
                .then()
                .statusCode(303)
                .header("Location", containsString("/ui/sign-in"));
    }

    @Test
    void theTokenOpensASession() {
        Response opened = signIn(TokenFile.TOKEN, "/?domain=plain.example");

        opened.then()
                .statusCode(303)
                .header("Location", containsString("/?domain=plain.example"))
                .header(
                        "Set-Cookie",
                        allOf(
                                startsWith(COOKIE + "="),
                                containsString("HttpOnly"),
                                containsString("SameSite=Strict"),
                                containsString("Path=/")));
        given().cookie(COOKIE, opened.cookie(COOKIE))
                .queryParam("domain", "plain.example")
                .get("/")
                .then()
                .body(containsString("Evaluate anew"), containsString("Sign out"));
    }

    @Test
    void anotherTokenDoesNotAndNobodyIsSentToAnotherSite() {
        signIn("5e".repeat(32), "/").then().statusCode(403).body(containsString("This is not the token."));
        signIn(TokenFile.TOKEN, "https://evil.example/")
                .then()
                .statusCode(303)
                .header("Location", not(containsString("evil")));
    }

    @Test
    void aButtonDoesWhatItSays() {
        String session = session();

        button(session, formToken(session), "/pages/refresh")
                .then()
                .statusCode(303)
                .header("Location", containsString("/?domain=plain.example&done=refreshed"));
        given().queryParam("domain", "plain.example")
                .queryParam("done", "refreshed")
                .get("/")
                .then()
                .body(containsString("Evaluated anew just now."));
        button(session, formToken(session), "/pages/purge").then().statusCode(303);
    }

    @Test
    void aFormFromElsewhereIsRefused() {
        String session = session();
        String formToken = formToken(session);

        button(session, "", "/pages/refresh").then().statusCode(403);
        button(session, formToken(session()), "/pages/refresh").then().statusCode(403);
        given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "cross-site")
                .cookie(COOKIE, session)
                .formParam("domain", "plain.example")
                .formParam("form-token", formToken)
                .post("/pages/refresh")
                .then()
                .statusCode(403);
        given().formParam("token", TokenFile.TOKEN).post("/ui/sign-in").then().statusCode(403);
    }

    @Test
    void aSessionOpensPagesAndNotTheApi() {
        given().cookie(COOKIE, session())
                .post("/v1/domains/plain.example/tls-policy/refresh")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json");
    }

    @Test
    void sessionsEndWhenTheTokenChanges() throws IOException {
        String session = session();
        try {
            writeToken("a1".repeat(32), 60);

            given().cookie(COOKIE, session)
                    .queryParam("domain", "plain.example")
                    .get("/")
                    .then()
                    .statusCode(200)
                    .body(not(containsString("Evaluate anew")));
        } finally {
            writeToken(TokenFile.TOKEN, 0);
        }
    }

    @Test
    void signingOutTakesTheCookieAway() {
        String session = session();

        sentFromHere()
                .cookie(COOKIE, session)
                .formParam("form-token", formToken(session))
                .post("/ui/sign-out")
                .then()
                .statusCode(303)
                .header("Set-Cookie", allOf(startsWith(COOKIE + "="), containsString("Max-Age=0")));
    }

    private String session() {
        return signIn(TokenFile.TOKEN, "/").cookie(COOKIE);
    }

    private Response signIn(String token, String back) {
        return sentFromHere().formParam("token", token).formParam("back", back).post("/ui/sign-in");
    }

    private String formToken(String session) {
        return given().cookie(COOKIE, session)
                .get("/")
                .htmlPath()
                .getString("**.find { it.@name == 'form-token' }.@value");
    }

    private Response button(String session, String formToken, String action) {
        return sentFromHere()
                .cookie(COOKIE, session)
                .formParam("domain", "plain.example")
                .formParam("form-token", formToken)
                .post(action);
    }

    /** As a browser without Fetch Metadata sends a form. */
    private RequestSpecification sentFromHere() {
        return given().accept("text/html")
                .redirects()
                .follow(false)
                .header("Origin", "http://" + service.getAuthority());
    }

    private void writeToken(String token, int secondsLater) throws IOException {
        Files.writeString(tokenFile.path(), token + "\n");
        Files.setLastModifiedTime(
                tokenFile.path(),
                FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(secondsLater)));
    }
}
