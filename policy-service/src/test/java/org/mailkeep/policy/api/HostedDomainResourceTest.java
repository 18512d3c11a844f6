package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.mailkeep.policy.OwnDomain.authorized;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.SmallInternet;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class HostedDomainResourceTest {

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://127.0.0.1");

    @SuppressWarnings("NullAway.Init") // made before each test
    private OwnDomain domain;

    @BeforeEach
    void aDomainOfOurs() throws IOException {
        await().atMost(OwnDomain.PATIENCE)
                .until(() -> given().get(management.resolve("/q/health/ready"))
                        .path("checks.find { it.name == 'postgresql' }.data.available"));
        domain = new OwnDomain(internet);
    }

    @Test
    void whatWeServeOurOwnEvaluatorAccepts() {
        domain.put("testing", List.of(domain.host()), Map.of())
                .statusCode(201)
                .body("state", equalTo("publishing"))
                .body("mtaSts.publishedId", nullValue())
                .body("mtaSts.pendingId", notNullValue());
        domain.awaitLive();
        String id = domain.get().body("state", equalTo("live")).extract().path("mtaSts.publishedId");

        String text = policy(domain.name())
                .statusCode(200)
                .contentType(ContentType.TEXT)
                .header("ETag", "\"" + id + "\"")
                .extract()
                .asString();
        internet.serveMtaStsPolicy(domain.name(), Reply.text(text));
        domain.publish("_mta-sts TXT \"v=STSv1; id=" + id + ";\"\nmta-sts A 127.0.0.1\n");

        authorized()
                .post("/v1/domains/{domain}/tls-policy/refresh", domain.name())
                .then()
                .statusCode(200)
                .body("mtaSts.status", equalTo("active"))
                .body("mtaSts.id", equalTo(id))
                .body("mtaSts.mode", equalTo("testing"))
                .body("mtaSts.mx", equalTo(List.of(domain.host())))
                .body("mtaSts.maxAge", equalTo(604800));
    }

    @Test
    void aNewTextIsServedBeforeItsIdIsAnnounced() {
        domain.hostInTesting();
        ValidatableResponse before = domain.get();
        String oldId = before.extract().path("mtaSts.publishedId");

        domain.put("none", List.of(), ifMatch(before))
                .statusCode(200)
                .body("state", equalTo("publishing"))
                .body("mtaSts.publishedId", equalTo(oldId));
        domain.awaitLive();

        String newId = domain.get().extract().path("mtaSts.publishedId");
        assertThat(newId).isNotEqualTo(oldId);
        policy(domain.name()).body(containsString("mode: none")).header("ETag", "\"" + newId + "\"");
        given().header("Host", "mta-sts." + domain.name())
                .header("If-None-Match", "\"" + newId + "\"")
                .get("/.well-known/mta-sts.txt")
                .then()
                .statusCode(304);
    }

    @Test
    void aChangeNamesTheRevisionThatItChanges() {
        String first = domain.put("testing", List.of(domain.host()), Map.of())
                .statusCode(201)
                .extract()
                .header("ETag");
        problem(428, "revision-needed", domain.put("none", List.of(), Map.of()));
        problem(412, "changed-meanwhile", domain.put("none", List.of(), Map.of("If-Match", "\"1\"")));
        problem(412, "changed-meanwhile", domain.put("none", List.of(), Map.of("If-Match", "junk")));
        domain.put("none", List.of(), Map.of("If-Match", first)).statusCode(200);
        problem(412, "changed-meanwhile", domain.put("testing", List.of("*.example"), Map.of("If-Match", first)));
    }

    @Test
    void whatWouldHarmMailIsRefusedAndWhatIsUnwiseIsSaid() {
        problem(422, "policy-refused", domain.put("enforce", List.of("mx.elsewhere.example"), Map.of()))
                .body("detail", containsString(domain.host()));
        domain.put("testing", List.of(domain.host(), "old.example"), Map.of())
                .statusCode(201)
                .body("lint.rule", hasItem("pattern-unused"))
                .body("lint.severity", equalTo(List.of("warn")));
    }

    @Test
    void leavingServesModeNoneForAsLongAsSendersRemember() {
        domain.hostInTesting();
        authorized()
                .delete("/v1/hosted-domains/{domain}", domain.name())
                .then()
                .statusCode(200)
                .body("state", equalTo("leaving"))
                .body("servedUntil", notNullValue());
        domain.awaitLive();
        policy(domain.name()).statusCode(200).body(startsWith("version: STSv1\r\nmode: none\r\nmax_age: 86400"));
    }

    @Test
    void otherHostsAreNotServed() {
        problem(421, "not-hosted", policy("plain.example"));
        problem(421, "not-hosted", given().get("/.well-known/mta-sts.txt").then());
        problem(
                421,
                "not-hosted",
                given().header("Host", domain.name())
                        .get("/.well-known/mta-sts.txt")
                        .then());
        problem(404, "not-hosted", domain.get());
        problem(
                404,
                "not-hosted",
                authorized()
                        .delete("/v1/hosted-domains/{domain}", domain.name())
                        .then());
    }

    @Test
    void whatIsNoHostedDomainIsRefusedWithTheReason() {
        bad("the body is missing", "");
        bad("mtaSts is missing", "{}");
        bad("mode is not enforce, testing or none", "{\"mtaSts\":{\"mode\":\"on\",\"maxAge\":1}}");
        bad("a policy of this mode needs at least one mx", "{\"mtaSts\":{\"mode\":\"testing\",\"maxAge\":1}}");
        bad("maxAge is not from 0 to 31557600", "{\"mtaSts\":{\"mode\":\"none\",\"maxAge\":-1}}");
        bad(
                "an mx is neither a host name in A-labels nor *. and such",
                "{\"mtaSts\":{\"mode\":\"testing\",\"mx\":[\"a\\r\\nmode: none\"],\"maxAge\":1}}");
        bad(
                "this is a private key; it must not be sent to anybody",
                "{\"mtaSts\":{\"mode\":\"none\",\"maxAge\":1},\"mxHosts\":[{\"host\":\"mx.example\",\"keys\":"
                        + "[\"-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----\"]}]}");
    }

    private void bad(String why, String body) {
        problem(
                        400,
                        "invalid-request",
                        authorized()
                                .contentType(ContentType.JSON)
                                .body(body)
                                .put("/v1/hosted-domains/{domain}", domain.name())
                                .then())
                .body("detail", equalTo(why));
    }

    private static ValidatableResponse policy(String domain) {
        return given().header("Host", "mta-sts." + domain)
                .redirects()
                .follow(false)
                .get("/.well-known/mta-sts.txt")
                .then();
    }

    private static Map<String, String> ifMatch(ValidatableResponse response) {
        return Map.of("If-Match", response.extract().header("ETag"));
    }

    private static ValidatableResponse problem(int status, String slug, ValidatableResponse response) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:" + slug));
    }
}
