package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.filter.cookie.CookieFilter;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.DemoWorldResource.Issuers;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.oidc.TokenIssuer;

/** Tokens of an OpenID Connect provider and of a cluster, and signing in at the provider. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class IssuersTest {

    private static final String REFRESH = "/v1/domains/plain.example/tls-policy/refresh";

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    Issuers issuers;

    @Test
    void theProvidersTokenOpensWhatItsRolesAllow() {
        JwtClaims claims = issuers.provider().claims("robot", "mailkeep");
        claims.setStringListClaim("groups", "policy:write");
        call(issuers.provider().sign(claims)).statusCode(200);

        claims.setStringListClaim("groups", "reports:read");
        call(issuers.provider().sign(claims)).statusCode(403);
    }

    @Test
    void aTokenThatIsNotForUsOrOverIsRefused() throws IOException {
        JwtClaims forOthers = good();
        forOthers.setAudience("somebody-else");
        unauthenticated(issuers.provider().sign(forOthers));

        JwtClaims expired = good();
        expired.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() - 60_000));
        unauthenticated(issuers.provider().sign(expired));

        try (TokenIssuer stranger = TokenIssuer.start()) {
            unauthenticated(stranger.sign(good()));
        }
        unauthenticated(unsigned(good()));
        unauthenticated("nonsense");
        unauthenticated("a.b.c");
    }

    @Test
    void aServiceAccountMayDoWhatTheOperatorSays() {
        call(serviceAccount("system:serviceaccount:mail:postfix")).statusCode(200);
        call(serviceAccount("system:serviceaccount:mail:other")).statusCode(403);
        // Who is called so at the provider is somebody else.
        JwtClaims provider = issuers.provider().claims("system:serviceaccount:mail:postfix", "mailkeep");
        call(issuers.provider().sign(provider)).statusCode(403);
    }

    @Test
    void aClusterDoesNotSayItselfWhatItsAccountsMayDo() {
        JwtClaims claims = issuers.cluster().claims("system:serviceaccount:mail:other", "mailkeep");
        claims.setStringListClaim("groups", "policy:write");
        call(issuers.cluster().sign(claims)).statusCode(403);
    }

    @Test
    void peopleSignInAtTheProvider() {
        issuers.provider().signInWith("policy:probe");
        var session = new CookieFilter();
        given().get("/ui/sign-in").then().body(containsString("/ui/sign-in/provider?back="));

        Response page =
                browser(session).queryParam("back", "/?domain=plain.example").get("/ui/sign-in/provider");
        for (int hops = 0; hops < 5 && page.statusCode() != 200; hops++) {
            page = browser(session).urlEncodingEnabled(false).get(page.header("Location"));
        }
        page.then().statusCode(200).body(containsString("Sign out"));
        browser(session).get("/?domain=plain.example").then().body(containsString("Sign out"));

        // The session opens pages, and nothing of the API.
        given().filter(session).post("/v1/domains/plain.example/probes").then().statusCode(401);
        // A form needs the token that is in the pages.
        form(session)
                .formParam("domain", "plain.example")
                .post("/pages/probe")
                .then()
                .statusCode(403);

        String html = browser(session).get("/?domain=plain.example").asString();
        String formToken = html.replaceAll("(?s).*name=\"form-token\" value=\"([0-9a-f]{64})\".*", "$1");
        assertThat(formToken).hasSize(64);
        form(session)
                .formParam("form-token", formToken)
                .post("/ui/sign-out")
                .then()
                .statusCode(303);
        browser(session).get("/?domain=plain.example").then().body(containsString("Sign in"));
    }

    private JwtClaims good() {
        JwtClaims claims = issuers.provider().claims("robot", "mailkeep");
        claims.setStringListClaim("groups", "policy:write");
        return claims;
    }

    private String serviceAccount(String subject) {
        return issuers.cluster().sign(issuers.cluster().claims(subject, "mailkeep"));
    }

    private static String unsigned(JwtClaims claims) {
        return base64("{\"alg\":\"none\"}") + '.' + base64(claims.toJson()) + '.';
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RequestSpecification browser(CookieFilter session) {
        return given().filter(session).redirects().follow(false).header("Accept", "text/html");
    }

    private static RequestSpecification form(CookieFilter session) {
        return browser(session).header("Sec-Fetch-Site", "same-origin");
    }

    private static void unauthenticated(String token) {
        call(token)
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:unauthenticated"));
    }

    private static ValidatableResponse call(String token) {
        return given().header("Authorization", "Bearer " + token).post(REFRESH).then();
    }
}
