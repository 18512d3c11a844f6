package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class DmarcEvaluationResourceTest {

    @Test
    void anAlignedSignatureIsEnough() {
        post("""
                {"fromDomain": "dane.example",
                 "spf": {"domain": "bounces.plain.example", "result": "pass"},
                 "dkim": [{"domain": "mail.dane.example", "result": "pass"}]}
                """)
                .statusCode(200)
                .body("result", equalTo("pass"))
                .body("disposition", equalTo("none"))
                .body("organizationalDomain", equalTo("dane.example"))
                .body("policy.preference", equalTo("reject"))
                .body("identifiers.alignment", contains("not-aligned", "aligned"));
    }

    @Test
    void withoutItTheOwnersWishCounts() {
        post("{\"fromDomain\": \"dane.example\", \"dkim\": [{\"domain\": \"plain.example\", \"result\": \"pass\"}]}")
                .body("result", equalTo("fail"))
                .body("disposition", equalTo("reject"));
        post("{\"fromDomain\": \"testing.example\"}")
                .body("disposition", equalTo("quarantine"))
                .body("reason", containsString("t=y"));
    }

    @Test
    void aNameThatDoesNotExistHasItsOwnPreference() {
        post("{\"fromDomain\": \"mail.sts.example\"}").body("disposition", equalTo("quarantine")); // sp
        post("{\"fromDomain\": \"nobody.sts.example\"}").body("disposition", equalTo("reject")); // np
    }

    @Test
    void strictAlignment() {
        post("""
                {"fromDomain": "shop.sts.example", "dkim": [{"domain": "eu.shop.sts.example", "result": "pass"}]}
                """).body("result", equalTo("fail")).body("policy.adkim", equalTo("s"));
    }

    @Test
    void withoutPolicyOrAnswer() {
        post("{\"fromDomain\": \"plain.example\"}").body("result", equalTo("none"));
        post("{\"fromDomain\": \"servfail.example\"}").body("result", equalTo("temperror"));
    }

    @Test
    void whatCannotBeUnderstoodIsRefused() {
        post("{}").statusCode(400).body("type", equalTo("urn:mailkeep:problem:invalid-domain"));
        post("").statusCode(400).body("type", equalTo("urn:mailkeep:problem:invalid-request"));
        post("[]").statusCode(400);
        post("{\"fromDomain\": \"dane.example\", \"spf\": {\"domain\": \"a.example\", \"result\": \"maybe\"}}")
                .statusCode(400)
                .body("type", equalTo("urn:mailkeep:problem:invalid-request"));
        post("{\"fromDomain\": \"dane.example\", \"dkim\": [null]}").statusCode(400);
        String signature = "{\"domain\": \"a.example\", \"result\": \"pass\"}";
        post("{\"fromDomain\": \"dane.example\", \"dkim\": [" + (signature + ",").repeat(31) + signature + "]}")
                .statusCode(400)
                .body("detail", containsString("more than 31"));
    }

    private static ValidatableResponse post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/dmarc/evaluations")
                .then();
    }
}
