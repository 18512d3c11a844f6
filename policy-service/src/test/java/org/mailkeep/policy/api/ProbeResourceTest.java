package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.mailkeep.policy.OwnDomain.authorized;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/** Probes of the demo world's domains, and chains that are shown to be verified. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class ProbeResourceTest {

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @ParameterizedTest
    @CsvSource(textBlock = """
            alias.example,         true,  dane-matched,
            implicit.example,      true,  dane-matched,
            hosted.example,        true,  dane-matched,
            unusable.example,      true,  encrypted,
            sts.example,           true,  sts-matched,
            testing.example,       true,  sts-matched,
            stsfetch404.example,   true,  policy-unavailable, sts-policy-fetch-error
            stsbadcert.example,    true,  policy-unavailable, sts-webpki-invalid
            brokenpolicy.example,  true,  policy-unavailable, sts-policy-invalid
            plain.example,         true,  nothing-demanded,
            mismatch.example,      false, failed,             tlsa-invalid
            stripped.example,      false, failed,             starttls-not-supported
            """)
    void everyDemoDomainIsSeenForWhatItIs(String domain, boolean passed, String verdict, String resultType) {
        probe(domain)
                .body("domain", equalTo(domain))
                .body("passed", equalTo(passed))
                .body("hosts", hasSize(1))
                .body("hosts[0].verdict.verdict", equalTo(verdict))
                .body("hosts[0].verdict.resultType", equalTo(resultType));
    }

    @Test
    void aProbeShowsAllThatWasSeen() {
        probe("dane.example")
                .body("hosts", hasSize(2))
                .body("hosts[0].host", equalTo("mx1.dane.example"))
                .body("hosts[0].address", equalTo("127.0.0.1"))
                .body("hosts[0].banner", startsWith("mail.example ESMTP"))
                .body("hosts[0].startTls", equalTo(true))
                .body("hosts[0].tlsVersion", equalTo("TLSv1.3"))
                .body("hosts[0].chain", hasSize(2))
                .body("hosts[0].chain[0].names", equalTo(List.of("mx1.dane.example")))
                .body("hosts[0].chain[0].notAfter", notNullValue())
                .body("hosts[0].verdict.matchedTlsa.usage", equalTo(3));
        probe("deadmx.example")
                .body("passed", equalTo(true))
                .body("hosts[1].outcome", equalTo("unreachable"))
                .body("hosts[1].verdict", nullValue());
        probe("nullmx.example").body("passed", equalTo(false)).body("hosts", hasSize(0));
    }

    @Test
    void aShownChainIsVerified() {
        ServerIdentity good = internet.authority().issue("mail.sts.example");
        verify("sts.example", "mail.sts.example", good)
                .body("verdict", equalTo("sts-matched"))
                .body("passes", equalTo(true))
                .body("matchedPattern", equalTo("mail.sts.example"));
        verify(
                        "sts.example",
                        "mail.sts.example",
                        internet.authority().issue(CertificateKind.EXPIRED, "mail.sts.example"))
                .body("verdict", equalTo("failed"))
                .body("resultType", equalTo("certificate-expired"));
        verify("mismatch.example", "mail.mismatch.example", good).body("resultType", equalTo("tlsa-invalid"));
        verify("sts.example", "mx.elsewhere.example", good).body("resultType", equalTo("validation-failure"));
        verify("bogus.example", "mail.bogus.example", good).body("resultType", equalTo("dnssec-invalid"));
    }

    @Test
    void whatIsNoChainIsToldSo() {
        body("sts.example", Map.of("mxHost", "mail.sts.example", "chain", List.of("junk")))
                .statusCode(200)
                .body("verdict", equalTo("failed"))
                .body("why", equalTo("the presented certificates cannot be read"));
        body("sts.example", Map.of("chain", List.of())).statusCode(400).body("detail", equalTo("mxHost is missing"));
        body("sts.example", Map.of("mxHost", "mail.sts.example"))
                .statusCode(400)
                .body("detail", equalTo("chain is missing"));
    }

    private static ValidatableResponse probe(String domain) {
        return authorized().post("/v1/domains/{domain}/probes", domain).then().statusCode(200);
    }

    private static ValidatableResponse verify(String domain, String host, ServerIdentity identity) {
        return body(
                        domain,
                        Map.of("mxHost", host, "chain", identity.chainPem().split("(?<=-----END CERTIFICATE-----\n)")))
                .statusCode(200);
    }

    private static ValidatableResponse body(String domain, Map<String, ?> body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/domains/{domain}/verifications", domain)
                .then();
    }
}
