package org.mailkeep.keydir.api.wkd;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.PublishedKeys;
import org.mailkeep.keydir.SampleKey;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.testkit.infra.InfraResource;

/** The directory as clients see it (draft-koch-openpgp-webkey-service-22). */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
class WebKeyDirectoryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final EmailAddress JOE = EmailAddress.of("joe.doe@mail.example");
    private static final DomainName DOMAIN = JOE.domain();
    private static final DomainName OTHER = new DomainName("other.example");
    private static final DomainName UNPROVEN = new DomainName("unproven.example");
    private static final byte[] KEY = SampleKey.usual(
                    Instant.parse("2026-01-01T00:00:00Z"), "Joe <joe.doe@mail.example>")
            .bytes();

    @Inject
    PublishedKeys keys;

    @Inject
    Migration migration;

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://127.0.0.1");

    @BeforeEach
    void joeHasAKey() {
        migration.whenDone().await().atMost(PATIENCE);
        keys.serve(DOMAIN);
        keys.serve(OTHER);
        keys.addUnproven(UNPROVEN);
        keys.publish(JOE, KEY);
        keys.publish(EmailAddress.of("joe.doe@unproven.example"), KEY);
        await().atMost(PATIENCE).until(() -> advanced(JOE).statusCode() == 200);
        await().atMost(PATIENCE).until(() -> policy(OTHER).statusCode() == 200);
    }

    @Test
    void bothMethodsGiveTheKey() {
        for (Response answer : List.of(advanced(JOE), direct(JOE), direct(JOE, "l=Joe.Doe"))) {
            answer.then()
                    .statusCode(200)
                    .contentType("application/octet-stream")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Cache-Control", "public, max-age=300")
                    .header("Content-Length", Integer.toString(KEY.length));
            assertThat(answer.asByteArray()).isEqualTo(KEY);
        }
    }

    @Test
    void headTellsTheSameWithoutTheKey() {
        Response get = direct(JOE);
        Response head = asked(DOMAIN.value()).head(directPath(JOE));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.asByteArray()).isEmpty();
        for (String header : List.of("ETag", "Content-Length", "Content-Type", "Cache-Control")) {
            assertThat(head.header(header)).as(header).isEqualTo(get.header(header));
        }
    }

    @Test
    void whoHasItAlreadyIsToldSo() {
        String tag = direct(JOE).header("ETag");
        assertThat(tag).matches("\"[^\"]+\"");
        for (String condition : List.of(tag, "\"other\", " + tag, "W/" + tag, "*")) {
            asked(DOMAIN.value())
                    .header("If-None-Match", condition)
                    .get(directPath(JOE))
                    .then()
                    .statusCode(304)
                    .header("ETag", tag)
                    .header("Cache-Control", "public, max-age=300");
        }
        asked(DOMAIN.value())
                .header("If-None-Match", "\"other\"")
                .get(directPath(JOE))
                .then()
                .statusCode(200);
    }

    @Test
    void everyServedDomainHasAnEmptyPolicy() {
        for (DomainName domain : List.of(DOMAIN, OTHER)) {
            for (Response answer : List.of(
                    policy(domain),
                    asked("openpgpkey." + domain).get("/.well-known/openpgpkey/" + domain + "/policy"))) {
                answer.then().statusCode(200).header("Access-Control-Allow-Origin", "*");
                assertThat(answer.asByteArray()).isEmpty();
            }
        }
        assertThat(policy(UNPROVEN).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsNotServedLooksAlways404() {
        Response noKey = direct(EmailAddress.of("nobody@mail.example"));
        noKey.then().statusCode(404);
        for (Response other : List.of(
                direct(EmailAddress.of("joe.doe@unknown.example")),
                direct(EmailAddress.of("joe.doe@unproven.example")),
                direct(EmailAddress.of("joe.doe@other.example")),
                direct(JOE, "l=jane.doe"),
                asked("openpgpkey.other.example").get(advancedPath(JOE)),
                asked("mail.example").get("/.well-known/openpgpkey/hu/short"),
                asked("mail.example").get("/.well-known/openpgpkey/submission-address"),
                policy(UNPROVEN))) {
            assertThat(other.statusCode()).isEqualTo(404);
            assertThat(other.asByteArray()).isEmpty();
            assertThat(other.headers().asList()).isEqualTo(noKey.headers().asList());
        }
    }

    @Test
    void thunderbirdsAuthorizationAndPaddingAreIgnored() {
        asked(DOMAIN.value())
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(new byte[511]))
                .get(directPath(JOE))
                .then()
                .statusCode(200);
        asked(DOMAIN.value())
                .header("X-Padding", "x".repeat(16 * 1024 - 512))
                .get(directPath(JOE))
                .then()
                .statusCode(200);
    }

    @Test
    void browsersMayAskAndNobodyMayWrite() {
        asked(DOMAIN.value())
                .options(directPath(JOE))
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        asked(DOMAIN.value())
                .body("x")
                .put(directPath(JOE))
                .then()
                .statusCode(405)
                .header("Allow", containsString("GET"));
    }

    @Test
    void withdrawnKeysAreGoneAtOnce() {
        EmailAddress jane = EmailAddress.of("jane.doe@mail.example");
        keys.publish(jane, KEY);
        await().atMost(PATIENCE).until(() -> direct(jane).statusCode() == 200);
        keys.publish(jane, "changed".getBytes(StandardCharsets.US_ASCII));
        await().atMost(PATIENCE).until(() -> direct(jane).asString().equals("changed"));
        keys.withdraw(jane);
        await().atMost(PATIENCE).until(() -> direct(jane).statusCode() == 404);
    }

    @Test
    void noLogAndNoMeterTellsWhoWasAskedFor() {
        var said = new ArrayList<String>();
        var ear = new Ear(said);
        Logger root = Logger.getLogger("");
        root.addHandler(ear);
        try {
            direct(JOE, "l=Joe.Doe");
            direct(EmailAddress.of("secret.person@mail.example"), "l=secret.person");
            direct(JOE, "l=secret.person");
            asked("not a host").get(directPath(JOE) + "?l=secret.person");
        } finally {
            root.removeHandler(ear);
        }
        String hash = WkdHash.ofLocalPart("joe.doe").value();
        assertThat(said).noneMatch(line -> line.contains("person") || line.contains("oe.") || line.contains(hash));
        String meters = given().get(management.resolve("/q/metrics")).asString();
        assertThat(meters)
                .contains("keydir_wkd_answers_total{outcome=\"found\"}")
                .doesNotContain(hash)
                .doesNotContain("openpgpkey");
    }

    @Test
    void readinessTellsWhatIsInMemory() {
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'directory' }.status", equalTo("UP"));
    }

    @Test
    void otherPathsAreNotOurs() {
        asked(DOMAIN.value())
                .get("/.well-known/other")
                .then()
                .statusCode(404)
                .header("Access-Control-Allow-Origin", anyOf(nullValue(), equalTo("")));
    }

    private static Response advanced(EmailAddress address) {
        return asked("openpgpkey." + address.domain()).get(advancedPath(address));
    }

    private static Response direct(EmailAddress address) {
        return direct(address, "");
    }

    private static Response direct(EmailAddress address, String query) {
        return asked(address.domain().value()).get(directPath(address) + (query.isEmpty() ? "" : "?" + query));
    }

    private static Response policy(DomainName domain) {
        return asked(domain.value()).get("/.well-known/openpgpkey/policy");
    }

    private static String advancedPath(EmailAddress address) {
        return "/.well-known/openpgpkey/" + address.domain() + "/hu/"
                + WkdLocation.of(address).hash();
    }

    private static String directPath(EmailAddress address) {
        return "/.well-known/openpgpkey/hu/" + WkdLocation.of(address).hash();
    }

    private static RequestSpecification asked(String host) {
        return given().header("Host", host).urlEncodingEnabled(false);
    }

    private static final class Ear extends Handler {
        private final List<String> said;

        Ear(List<String> said) {
            this.said = said;
        }

        @Override
        public void publish(LogRecord line) {
            said.add(line.getMessage() + " " + Arrays.toString(line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
