package org.mailkeep.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/** A domain of ours in the small internet, which nobody used before: one MX host, whose certificate DNS announces. */
public final class OwnDomain {

    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SmallInternet internet;
    private final String name = "own" + UUID.randomUUID().toString().substring(0, 8) + ".example";
    private final String host = "mail." + name;

    public OwnDomain(SmallInternet internet) throws IOException {
        this.internet = internet;
        announce(internet.certifiedExchanger(host));
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    /** DNS announces these keys, and no others. */
    public void announce(ServerIdentity... identities) {
        publish("", identities);
    }

    /** As {@link #announce}, with more records. */
    public void publish(String records, ServerIdentity... identities) {
        var text = new StringBuilder("@ MX 10 mail\nmail A 127.0.0.1\n").append(records);
        for (ServerIdentity identity : identities) {
            text.append("_25._tcp.mail TLSA ").append(identity.tlsa(3, 1, 1)).append('\n');
        }
        internet.dns().put(Zone.parse(name, Signing.NSEC, text.toString()));
    }

    /** Hosts it. */
    public ValidatableResponse put(String mode, List<String> mx, Map<String, ?> headers) {
        return authorized()
                .headers(headers)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "mtaSts",
                        Map.of("mode", mode, "mx", mx, "maxAge", 604800),
                        "mxHosts",
                        List.of(Map.of("host", host)),
                        "tlsrptRua",
                        List.of("mailto:tls@" + name)))
                .put("/v1/hosted-domains/{domain}", name)
                .then();
    }

    /** Hosts it in testing mode, and waits until the policy is live. */
    public void hostInTesting() {
        put("testing", List.of(host), Map.of()).statusCode(201);
        awaitLive();
    }

    public void awaitLive() {
        await().atMost(PATIENCE).until(() -> get().extract().<Object>path("mtaSts.pendingId") == null);
    }

    public ValidatableResponse get() {
        return authorized().get("/v1/hosted-domains/{domain}", name).then();
    }

    /** A call with the token that holds every role. */
    public static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + DemoWorldResource.TokenFile.TOKEN);
    }
}
