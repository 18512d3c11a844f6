package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class TlsPolicyResourceTest {

    private static final String POLICY = "/v1/domains/{domain}/tls-policy";
    private static final String EXPLAIN = POLICY + "/explain";

    static List<DemoDomain> demoDomains() {
        return DemoWorld.domains();
    }

    @ParameterizedTest
    @MethodSource("demoDomains")
    void everyDemoDomainGetsThePolicyThatItIsThereFor(DemoDomain demo) {
        JsonPath policy = given().get(POLICY, demo.name())
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();

        assertThat(policy.getString("domain")).isEqualTo(demo.asciiName());
        assertThat(policy.getString("effective")).isEqualTo(demo.effective());
        assertThat(policy.getString("postfix")).matches(demo::accepts);
        assertThat(Instant.parse(policy.getString("expiresAt")))
                .isAfter(Instant.parse(policy.getString("evaluatedAt")));
    }

    @Test
    void daneIsShownHostByHost() {
        get("dane.example")
                .body("rule.id", equalTo("dane-all-hosts"))
                .body("rule.rfc", equalTo("RFC 7672 §2.2"))
                .body("dane.mxSecure", equalTo(true))
                .body("dane.route", equalTo("hosts"))
                .body("mxHosts", hasSize(2))
                .body("mxHosts.requirement", everyItem(equalTo("dane")))
                .body("mxHosts[0].tlsa[0].usable", equalTo(true))
                .body("mxHosts[0].tlsa[0].data", not(nullValue()))
                .body("mtaSts.status", equalTo("off"))
                .body("mtaSts.mx", hasSize(0))
                .body("version", greaterThan(0));
    }

    @Test
    void mtaStsIsShownWithItsLife() {
        JsonPath policy = get("sts.example")
                .body("mtaSts.status", equalTo("active"))
                .body("mtaSts.mode", equalTo("enforce"))
                .body("mtaSts.mx", contains("mail.sts.example"))
                .body("mxHosts.requirement", contains("sts"))
                .extract()
                .jsonPath();

        assertThat(Instant.parse(policy.getString("mtaSts.expiresAt")))
                .isEqualTo(Instant.parse(policy.getString("mtaSts.fetchedAt"))
                        .plusSeconds(policy.getLong("mtaSts.maxAge")));
    }

    @Test
    void aPolicyThatCannotBeHadSaysWhy() {
        get("stsfetch404.example")
                .body("mtaSts.status", equalTo("unavailable"))
                .body("mtaSts.lastFailure.type", equalTo("sts-policy-fetch-error"));
    }

    @ParameterizedTest
    @CsvSource({"EXAMPLE.com.", "DANE.Example", "dane.example."})
    void namesAreAnsweredInLowerCaseWithoutTheDot(String written) {
        get(written)
                .body(
                        "domain",
                        equalTo(written.toLowerCase(java.util.Locale.ROOT).replaceAll("\\.$", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "a..b, an empty label",
        "-a.example, a label starts with a hyphen",
        "192.0.2.1, an address",
        "a b.example, a blank",
        "[mx.example], a host in brackets",
        "straße.example, a name that means two domains"
    })
    void whatIsNoDomainNameIsRefused(String written, String why) {
        problem(given().get(POLICY, written).then(), 400, "invalid-domain");
        problem(given().get(EXPLAIN, written).then(), 400, "invalid-domain");
    }

    @Test
    void errorsRepeatNothingOfTheRequestAndNothingFromInside() {
        problem(given().get("/v1/nothing").then(), 404, "not-found");
        problem(given().put(POLICY, "dane.example").then(), 405, "method-not-allowed");
        problem(given().accept("text/csv").get(POLICY, "dane.example").then(), 406, "not-acceptable");
    }

    @Test
    void whoHasTheAnswerIsToldThatItStillStands() {
        String tag = get("dane.example")
                .header("Cache-Control", equalTo("no-cache"))
                .extract()
                .header("ETag");

        given().header("If-None-Match", tag)
                .get(POLICY, "dane.example")
                .then()
                .statusCode(304)
                .header("ETag", equalTo(tag))
                .body(equalTo(""));
        given().header("If-None-Match", "\"another\"")
                .get(POLICY, "dane.example")
                .then()
                .statusCode(200);
    }

    @Test
    void browsersAreToldToKeepTheirHandsOff() {
        get("dane.example")
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Content-Security-Policy", startsWith("default-src 'none'"));
    }

    @Test
    void anExplanationShowsEveryAnswerThatCounted() {
        JsonPath explanation = given().get(EXPLAIN, "mixed.example")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("domain", equalTo("mixed.example"))
                .body("effective", equalTo("mixed"))
                .body("rule.id", equalTo("dane-some-hosts"))
                .body("dns[0].question", equalTo("mixed.example"))
                .body("dns[0].type", equalTo("MX"))
                .body("dns[0].outcome", equalTo("secure"))
                .body("dns[0].records", hasItem(startsWith("10 ")))
                .body("dns.type", hasItem("TLSA"))
                .body("mtaSts.status", equalTo("off"))
                .body("advice[0]", equalTo("TLSA records for every MX host, or an enforced MTA-STS policy."))
                .body("served", nullValue())
                .extract()
                .jsonPath();

        assertThat(explanation.getList("dns.findAll { it.outcome == 'secure' }.ttl", Integer.class))
                .isNotEmpty()
                .allMatch(ttl -> ttl > 0);
        assertThat(explanation.getString("dns[-1].question")).isEqualTo("_mta-sts.mixed.example");
        assertThat(explanation.getString("dns[-1].type")).isEqualTo("TXT");
    }

    @Test
    void anExplanationNamesWhatIsBroken() {
        given().get(EXPLAIN, "bogus.example")
                .then()
                .statusCode(200)
                .body("rule.id", equalTo("mx-unknown"))
                .body("dns[0].outcome", equalTo("bogus"))
                .body("dns[0].why", not(nullValue()))
                .body("dns[0].secure", equalTo(false));
        given().get(EXPLAIN, "brokenpolicy.example")
                .then()
                .statusCode(200)
                .body("mtaStsSteps", hasSize(2))
                .body("advice", hasItem(startsWith("Mend the MTA-STS policy that DNS announces: ")));
    }

    private static ValidatableResponse get(String domain) {
        return given().get(POLICY, domain).then().statusCode(200);
    }

    private static void problem(ValidatableResponse response, int status, String slug) {
        response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:" + slug))
                .body("status", equalTo(status))
                .body("title", not(nullValue()))
                .body("detail", not(nullValue()));
    }
}
