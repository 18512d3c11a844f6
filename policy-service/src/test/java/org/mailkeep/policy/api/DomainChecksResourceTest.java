package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.infra.InfraResource;

/** The records of the demo world, good and bad. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class DomainChecksResourceTest {

    @Test
    void dmarcThatProtects() {
        get("dane.example", "dmarc")
                .body("status", equalTo("found"))
                .body("organizationalDomain", equalTo("dane.example"))
                .body("policy.at", equalTo("dane.example"))
                .body("policy.place", equalTo("author-domain"))
                .body("policy.preference", equalTo("reject"))
                .body("policy.adkim", equalTo("r"))
                .body("walk.domain", contains("dane.example", "example"))
                .body("destinations.result", contains("own"))
                .body("checks.check", contains("dmarc", "dmarc-reports"))
                .body("checks.result", contains("pass", "pass"))
                .body("checks[0].mend", nullValue());
    }

    @Test
    void dmarcReportsForAnotherOrganizationThatAgrees() {
        get("dane-and-sts.example", "dmarc")
                .body("destinations[0].result", equalTo("agreed"))
                .body("destinations[0].asked", equalTo("dane-and-sts.example._report._dmarc.hosting.test"))
                .body("checks.result", contains("pass", "pass"));
    }

    @Test
    void dmarcReportsForSomebodyWhoDoesNot() {
        get("wildcard-sts.example", "dmarc")
                .body("policy.p", nullValue())
                .body("policy.preference", equalTo("none"))
                .body("destinations[0].result", equalTo("refused"))
                .body("checks[0].result", equalTo("warn"))
                .body("checks[1].result", equalTo("fail"))
                .body("checks[1].mend", containsString("_report._dmarc.plain.example"));
    }

    @Test
    void dmarcOfASubdomain() {
        get("mail.sts.example", "dmarc")
                .body("policy.at", equalTo("sts.example"))
                .body("policy.place", equalTo("organizational-domain"))
                .body("policy.preference", equalTo("quarantine"))
                .body("walk.domain", contains("mail.sts.example", "sts.example", "example"));
        get("eu.shop.sts.example", "dmarc")
                .body("organizationalDomain", equalTo("shop.sts.example"))
                .body("walk.domain", contains("eu.shop.sts.example", "shop.sts.example"));
    }

    @Test
    void dmarcThatDoesNotProtect() {
        get("sts.example", "dmarc").body("checks[0].result", equalTo("warn"));
        get("testing.example", "dmarc")
                .body("policy.testing", equalTo(true))
                .body("checks[0].result", equalTo("warn"))
                .body("checks[0].evidence", containsString("t=y"))
                .body("checks[0].evidence", containsString("pct no longer exists"));
        get("mismatch.example", "dmarc")
                .body("status", equalTo("none"))
                .body("walk[0].records", hasSize(2))
                .body("checks[0].result", equalTo("fail"));
        get("plain.example", "dmarc")
                .body("status", equalTo("none"))
                .body("checks[0].result", equalTo("fail"))
                .body("checks[0].mend", containsString("_dmarc.plain.example"));
        get("servfail.example", "dmarc")
                .body("status", equalTo("undetermined"))
                .body("why", containsString("could not be looked up"))
                .body("checks[0].result", equalTo("warn"));
    }

    @Test
    void caaThatAllowsTheIssuerInUseAlone() {
        get("mx1.dane.example", "caa?issuer=ca.example")
                .body("status", equalTo("found"))
                .body("at", equalTo("dane.example"))
                .body("secure", equalTo(true))
                .body("issuers.issuer", contains("ca.example"))
                .body("wildcardIssuers", empty())
                .body("iodef", contains("mailto:security@dane.example"))
                .body("verdict.allowed", equalTo(true))
                .body("verdict.wildcardAllowed", equalTo(false))
                .body("check.result", equalTo("pass"));
        get("dane-and-sts.example", "caa")
                .body("issuers[0].accountUri", equalTo("https://ca.example/acct/1"))
                .body("issuers[0].validationMethods", contains("dns-01"));
    }

    @Test
    void caaThatForbidsTheIssuerInUseOrAllowsOthers() {
        get("dane.example", "caa?issuer=other-ca.example")
                .body("verdict.allowed", equalTo(false))
                .body("check.result", equalTo("fail"))
                .body("check.mend", containsString("CAA 0 issue \"other-ca.example\""));
        get("sts.example", "caa?issuer=ca.example")
                .body("verdict.allowed", equalTo(true))
                .body("secure", equalTo(false))
                .body("check.result", equalTo("warn"))
                .body("check.evidence", containsString("other-ca.example"));
        get("testing.example", "caa?issuer=ca.example").body("verdict.allowed", equalTo(false));
        get("mismatch.example", "caa?issuer=ca.example")
                .body("verdict.allowed", equalTo(false))
                .body("verdict.why", containsString("critical"))
                .body("records", hasSize(2));
        get("wildcard-sts.example", "caa").body("faults", hasSize(1)).body("check.result", equalTo("warn"));
        get("plain.example", "caa?issuer=ca.example")
                .body("status", equalTo("none"))
                .body("verdict.allowed", equalTo(true))
                .body("check.result", equalTo("warn"));
        get("bogus.example", "caa").body("status", equalTo("undetermined"));
    }

    @Test
    void tlsRptThatNamesWhereReportsGo() {
        get("dane.example", "tlsrpt")
                .body("status", equalTo("announced"))
                .body("rua", contains("mailto:tls@dane.example"))
                .body("check.result", equalTo("pass"));
        get("dane-and-sts.example", "tlsrpt").body("rua", contains("https://reports.hosting.test/v1/tlsrpt"));
    }

    @Test
    void tlsRptThatDoesNot() {
        get("plain.example", "tlsrpt").body("status", equalTo("absent")).body("check.result", equalTo("warn"));
        get("mismatch.example", "tlsrpt")
                .body("status", equalTo("invalid"))
                .body("why", containsString("2 TLSRPT records"))
                .body("check.result", equalTo("fail"));
        get("wildcard-sts.example", "tlsrpt").body("status", equalTo("invalid"));
        get("bogus.example", "tlsrpt").body("status", equalTo("undetermined"));
    }

    @Test
    void whatIsNoNameIsRefused() {
        given().get("/v1/domains/{domain}/dmarc", "a..b")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:mailkeep:problem:invalid-domain"));
        given().get("/v1/domains/dane.example/caa?issuer=%20")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:mailkeep:problem:invalid-domain"));
    }

    private static ValidatableResponse get(String domain, String what) {
        return given().get("/v1/domains/" + domain + "/" + what)
                .then()
                .statusCode(200)
                .body("domain", equalTo(domain));
    }
}
