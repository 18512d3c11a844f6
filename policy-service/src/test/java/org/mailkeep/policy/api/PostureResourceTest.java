package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.TopicReader;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.world.SmallInternet;

/** A hosted domain from its first record to its broken certificate, in the small internet. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
@SuppressWarnings("NullAway.Init") // the resources put them here
class PostureResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    SmallInternet internet;
    DemoWorldResource.TokenFile token;
    EmbeddedKafka kafka;

    @Inject
    Migration migration;

    @BeforeEach
    void storeIsThere() {
        migration.whenDone().await().atMost(PATIENCE);
    }

    @Test
    void aChangedCertificateIsToldOfAndMended() throws IOException {
        // Given: a domain that publishes what it is told to
        var domain = "own.example";
        ServerIdentity identity = internet.certifiedExchanger("mail." + domain);
        internet.serveMtaStsPolicy(
                domain,
                Reply.text("version: STSv1\r\nmode: enforce\r\nmx: mail." + domain + "\r\nmax_age: 604800\r\n"));
        publish(domain, tlsa(identity));
        host(domain, "enforce");
        publish(domain, tlsa(identity) + "_mta-sts TXT \"v=STSv1; id=" + publishedId(domain) + ";\"\n");

        // When it is looked at
        probe(domain);

        // Then all is well
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(results(domain))
                        .containsEntry("tlsa", "pass")
                        .containsEntry("starttls", "pass")
                        .containsEntry("mta-sts-record", "pass"));
        assertThat(results(domain).values())
                .as("%s", posture(domain).prettify())
                .containsOnly("pass");

        // When a host changes its certificate without a TLSA record
        ServerIdentity other = internet.certifiedExchanger("mail." + domain);
        probe(domain);

        // Then it is told, with the mend
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(results(domain)).containsEntry("tlsa", "fail"));
        assertThat(posture(domain).getString("checks.find { it.check == 'tlsa' }.mend"))
                .contains(
                        "_25._tcp.mail.own.example: TLSA " + other.tlsa(3, 1, 1).toLowerCase(Locale.ROOT));
        try (var topic = TopicReader.of(kafka, "mailkeep.posture")) {
            ConsumerRecord<String, String> event =
                    topic.first(record -> record.key().equals(domain)
                            && TopicReader.header(record, "ce_type").equals("posture.degraded")
                            && record.value().contains("\"tlsa\""));
            JsonPath degraded = JsonPath.from(event.value());
            assertThat(degraded.getString("result")).isEqualTo("fail");
            assertThat(degraded.getString("checks.find { it.name == 'tlsa' }.before"))
                    .isEqualTo("pass");
        }

        // When the record is published
        publish(domain, tlsa(identity) + tlsa(other) + "_mta-sts TXT \"v=STSv1; id=" + publishedId(domain) + ";\"\n");
        given().headers(token())
                .post("/v1/domains/{domain}/tls-policy/refresh", domain)
                .then()
                .statusCode(200);
        probe(domain);

        // Then that is told as well
        try (var topic = TopicReader.of(kafka, "mailkeep.posture")) {
            topic.first(record -> record.key().equals(domain)
                    && TopicReader.header(record, "ce_type").equals("posture.restored")
                    && record.value().contains("\"tlsa\""));
        }
    }

    @Test
    void aDomainThatPublishesNothingIsToldWhat() throws IOException {
        var domain = "bare.example";
        internet.certifiedExchanger("mail." + domain);
        publish(domain, "");
        host(domain, "testing");
        var id = publishedId(domain);

        given().get("/v1/hosted-domains/{domain}/dns-records", domain)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("records.type", hasItems("TXT", "CAA"))
                .body("records.line", hasItems(containsString("_mta-sts.bare.example. 300 IN TXT \"v=STSv1; id=" + id)))
                .body("zone", containsString("_smtp._tls.bare.example. 3600 IN TXT \"v=TLSRPTv1; rua=mailto:tls@"));
        given().accept("text/dns")
                .get("/v1/hosted-domains/{domain}/dns-records", domain)
                .then()
                .statusCode(200)
                .contentType("text/dns")
                .body(containsString("bare.example. 3600 IN CAA 0 issue \"ca.example\"\n"));

        probe(domain);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(results(domain))
                        .containsEntry("dnssec-domain", "pass")
                        .containsEntry("mta-sts-record", "fail")
                        .containsEntry("mta-sts-policy", "fail")
                        .containsEntry("tlsa", "warn")
                        .containsEntry("starttls", "pass")
                        .containsEntry("caa", "fail")
                        .containsEntry("dmarc", "fail")
                        .containsEntry("tlsrpt", "fail"));
        // The keys that were seen are worth a record.
        given().get("/v1/hosted-domains/{domain}/dns-records?withAuthority=true", domain)
                .then()
                .body("records.findAll { it.type == 'TLSA' }", not(empty()))
                .body("records.findAll { it.type == 'TLSA' }[0].name", equalTo("_25._tcp.mail.bare.example"));
    }

    @Test
    void whatIsNotHostedIsNotThere() {
        for (var what : List.of("posture", "dns-records")) {
            given().get("/v1/hosted-domains/dane.example/" + what)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:mailkeep:problem:not-hosted"));
        }
    }

    /** Records that are forgotten at once, so that a change shows. */
    private void publish(String domain, String records) {
        var well = records.isEmpty() ? "@ CAA 0 issue \"other-ca.example\"\n" : """
                @           CAA   0 issue "ca.example"
                _dmarc      TXT   "v=DMARC1; p=reject; rua=mailto:dmarc@own.example"
                _smtp._tls  TXT   "v=TLSRPTv1; rua=mailto:tls@own.example"
                mta-sts     A     127.0.0.1
                """;
        internet.dns().put(Zone.parse(domain, Signing.NSEC, """
                $TTL 1
                @     SOA   ns hostmaster 1 7200 3600 1209600 1
                @     NS    ns
                ns    A     127.0.0.1
                @     MX    10 mail
                mail  A     127.0.0.1
                """ + well + records));
    }

    private static String tlsa(ServerIdentity identity) {
        return "_25._tcp.mail TLSA " + identity.tlsa(3, 1, 1) + "\n";
    }

    private void host(String domain, String mode) {
        as().contentType(ContentType.JSON)
                .body("""
                        {"mtaSts": {"mode": "%s", "mx": ["mail.%s"], "maxAge": 604800},
                         "mxHosts": [{"host": "mail.%s"}],
                         "tlsrptRua": ["mailto:tls@%s"],
                         "caaIssuers": ["ca.example"]}
                        """.formatted(mode, domain, domain, domain))
                .put("/v1/hosted-domains/{domain}", domain)
                .then()
                .statusCode(201);
    }

    /** The id, as soon as the policy is live. */
    private String publishedId(String domain) {
        return await().atMost(PATIENCE)
                .until(
                        () -> as().get("/v1/hosted-domains/{domain}", domain)
                                .jsonPath()
                                .getString("mtaSts.publishedId"),
                        id -> id != null);
    }

    private void probe(String domain) {
        as().post("/v1/domains/{domain}/probes", domain).then().statusCode(200);
    }

    private static JsonPath posture(String domain) {
        return given().get("/v1/hosted-domains/{domain}/posture", domain)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The result of each check. */
    private static Map<String, String> results(String domain) {
        Map<String, String> results = new HashMap<>();
        posture(domain)
                .<Map<String, String>>getList("checks")
                .forEach(check -> results.merge(
                        check.getOrDefault("check", ""), check.getOrDefault("result", ""), (first, _) -> first));
        return results;
    }

    private RequestSpecification as() {
        return given().headers(token());
    }

    private Map<String, String> token() {
        assertThat(token.path()).exists();
        return Map.of("Authorization", "Bearer " + DemoWorldResource.TokenFile.TOKEN);
    }
}
