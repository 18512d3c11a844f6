package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.mailkeep.policy.OwnDomain.authorized;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class OverrideResourceTest {

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://127.0.0.1");

    private final Instant soon = Instant.now().plus(Duration.ofHours(1));

    @BeforeEach
    void awaitTheStore() {
        await().atMost(OwnDomain.PATIENCE)
                .until(() -> given().get(management.resolve("/q/health/ready"))
                        .path("checks.find { it.name == 'postgresql' }.data.available"));
    }

    @Test
    void aDomainFailsOpenUntilTheOverrideIsGone() {
        String domain = "mismatch.example";
        policy(domain).body("postfix", equalTo("OK dane-only")).body("override", nullValue());
        int version = policy(domain).extract().path("version");

        put(domain, Map.of("failOpenUntil", soon.toString(), "reason", "their TLSA is stale"))
                .statusCode(200)
                .body("kind", equalTo("fail-open"))
                .body("by", notNullValue());
        policy(domain)
                .body("postfix", equalTo("NOTFOUND "))
                .body("effective", equalTo("none"))
                .body("rule.id", equalTo("override-fail-open"))
                .body("override.reason", equalTo("their TLSA is stale"));
        given().get("/v1/domains/{domain}/tls-policy/explain", domain)
                .then()
                .body("override.kind", equalTo("fail-open"));
        given().get(management.resolve("/q/metrics")).then().body(containsString("tlspolicy_overrides 1.0"));

        authorized().delete("/v1/overrides/{domain}", domain).then().statusCode(204);
        policy(domain)
                .body("postfix", equalTo("OK dane-only"))
                .body("override", nullValue())
                .body("version", greaterThan(version));
        authorized().delete("/v1/overrides/{domain}", domain).then().statusCode(404);
    }

    @Test
    void aDomainThatCannotBeLookedUpFailsOpenToo() {
        policy("servfail.example").body("effective", equalTo("tempfail"));
        put("servfail.example", Map.of("failOpenUntil", soon.toString(), "reason", "their DNS is down"))
                .statusCode(200);
        policy("servfail.example").body("postfix", equalTo("NOTFOUND "));
        authorized().delete("/v1/overrides/{domain}", "servfail.example").then().statusCode(204);
    }

    @Test
    void aLevelIsPinned() {
        pinned("dane-only", List.of(), "OK dane-only");
        pinned("dane", List.of(), "OK dane");
        pinned("secure", List.of("mail.plain.example"), "OK secure match=mail.plain.example servername=hostname");
        authorized().delete("/v1/overrides/{domain}", "plain.example").then().statusCode(204);
    }

    @Test
    void itEndsAtItsTime() {
        String until = Instant.now().plusSeconds(2).toString();
        put("sts.example", Map.of("failOpenUntil", until, "reason", "a moment")).statusCode(200);
        policy("sts.example").body("effective", equalTo("none"));
        await().atMost(OwnDomain.PATIENCE)
                .until(() -> policy("sts.example").extract().path("effective").equals("sts"));
        await().atMost(OwnDomain.PATIENCE)
                .until(() -> authorized()
                                .delete("/v1/overrides/{domain}", "sts.example")
                                .statusCode()
                        == 404);
    }

    @Test
    void whatIsNoOverrideIsRefusedWithTheReason() {
        bad("either failOpenUntil or pin is needed", Map.of("reason", "r"));
        bad("reason is missing", Map.of("failOpenUntil", soon.toString()));
        bad("the end of the override is past", Map.of("failOpenUntil", "2020-01-01T00:00:00Z", "reason", "r"));
        bad(
                "an override lasts 30 days at most",
                Map.of("failOpenUntil", soon.plus(Duration.ofDays(60)).toString(), "reason", "r"));
        bad(
                "pin.level is not dane, dane-only or secure",
                Map.of("pin", Map.of("level", "none", "until", soon.toString()), "reason", "r"));
        bad("pin.mx is missing", Map.of("pin", Map.of("level", "secure", "until", soon.toString()), "reason", "r"));
    }

    private void pinned(String level, List<String> mx, String reply) {
        put(
                        "plain.example",
                        Map.of(
                                "pin",
                                Map.of("level", level, "mx", mx, "until", soon.toString()),
                                "reason",
                                "known to work"))
                .statusCode(200)
                .body("level", equalTo(level));
        policy("plain.example").body("postfix", equalTo(reply));
    }

    private static void bad(String why, Map<String, ?> body) {
        put("plain.example", body).statusCode(400).body("detail", equalTo(why));
    }

    private static ValidatableResponse put(String domain, Map<String, ?> body) {
        return authorized()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/overrides/{domain}", domain)
                .then();
    }

    private static ValidatableResponse policy(String domain) {
        return given().get("/v1/domains/{domain}/tls-policy", domain).then().statusCode(200);
    }
}
