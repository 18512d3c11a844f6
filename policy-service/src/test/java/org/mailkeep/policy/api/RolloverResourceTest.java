package org.mailkeep.policy.api;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.mailkeep.policy.OwnDomain.authorized;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.OwnDomain;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class RolloverResourceTest {

    @SuppressWarnings("NullAway.Init") // DemoWorldResource puts it here
    SmallInternet internet;

    @Test
    void theNextKeyIsAnnouncedSeenAndNotSwitchedToTooEarly() throws IOException {
        var domain = new OwnDomain(internet);
        await().atMost(OwnDomain.PATIENCE).until(() -> domain.get().extract().statusCode() == 404);
        domain.hostInTesting();
        ServerIdentity current = internet.certifiedExchanger(domain.host());
        ServerIdentity next = internet.authority().issue(domain.host());
        domain.announce(current);

        get(domain).statusCode(200).body("step", equalTo("steady"));
        ask(domain, Map.of("action", "announce", "nextKey", next.chainPem()))
                .statusCode(200)
                .body("step", equalTo("announced"))
                .body("next", containsString("Publish the TLSA record"));
        unsafe("the TLSA record of the next key has not been seen", ask(domain, Map.of("action", "switch")));

        domain.announce(current, next);
        await().atMost(OwnDomain.PATIENCE)
                .until(() -> get(domain).extract().path("step").equals("waiting"));
        get(domain).body("safeAt", notNullValue());
        ask(domain, Map.of("action", "switch"))
                .statusCode(409)
                .body("type", equalTo("urn:mailkeep:problem:unsafe-order"))
                .body("detail", containsString("some resolver may still hold"));
        unsafe("no probe has seen the host with the next key alone", ask(domain, Map.of("action", "remove-old")));

        ask(domain, Map.of("action", "abort")).statusCode(200).body("step", equalTo("steady"));
    }

    @Test
    void onlyHostsOfHostedDomainsHaveRollovers() throws IOException {
        var domain = new OwnDomain(internet);
        await().atMost(OwnDomain.PATIENCE).until(() -> get(domain).extract().statusCode() == 404);
        domain.hostInTesting();
        get(domain).statusCode(200);
        authorized()
                .get("/v1/hosted-domains/{domain}/rollovers/mx.elsewhere.example", domain.name())
                .then()
                .statusCode(404);
        ask(domain, Map.of("action", "explode"))
                .statusCode(400)
                .body("detail", equalTo("action is not announce, switch, remove-old or abort"));
        ask(domain, Map.of("action", "announce")).statusCode(400).body("detail", equalTo("nextKey is missing"));
    }

    private static void unsafe(String why, ValidatableResponse answer) {
        answer.statusCode(409)
                .body("type", equalTo("urn:mailkeep:problem:unsafe-order"))
                .body("detail", equalTo(why));
    }

    private static ValidatableResponse get(OwnDomain domain) {
        return authorized()
                .get("/v1/hosted-domains/{domain}/rollovers/{host}", domain.name(), domain.host())
                .then();
    }

    private static ValidatableResponse ask(OwnDomain domain, Map<String, ?> body) {
        return authorized()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/hosted-domains/{domain}/rollovers/{host}", domain.name(), domain.host())
                .then();
    }
}
