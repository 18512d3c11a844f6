package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.app.FindKey;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyFault;

/** From the question for an address to the answer, with all who are asked. */
@QuarkusTest
class KeysResourceTest extends KeylookupTest {

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @Inject
    FindKey findKey;

    @Test
    void theAdvancedMethodComesFirst() {
        var domain = world.domain();
        KeyOwner alice = domain.owner("alice");
        domain.advanced().publish(domain.address("alice"), alice.certificate());
        domain.direct();

        JsonPath answer = lookup(domain.address("Alice"));

        assertThat(answer.getString("result")).isEqualTo("found");
        assertThat(answer.getString("source")).isEqualTo("wkd-advanced");
        assertThat(answer.getString("fingerprint"))
                .isEqualTo(alice.fingerprint().hex());
        assertThat(answer.getString("status")).isEqualTo("valid");
        assertThat(answer.getString("key")).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
        assertThat(answer.getString("pin.state")).isEqualTo("first-seen");
        assertThat(answer.getList("trace.source")).containsExactly("keydir", "wkd-advanced");
        assertThat(answer.getList("trace.outcome")).containsExactly("not-responsible", "found");
        assertThat(domain.direct().host().requests()).isZero();
        assertThat(world.first().asked()).doesNotContain("by-email/" + domain.address("alice"));

        assertThat(lookup(domain.address("alice")).getString("pin.state")).isEqualTo("match");
        assertThat(domain.advanced().host().requests()).as("from memory").isEqualTo(1);
    }

    @Test
    void theDirectMethodIsForDomainsWithoutTheAdvancedHost() {
        var domain = world.domainWithoutAdvancedHost();
        KeyOwner bob = domain.owner("bob");
        domain.direct().publish(domain.address("bob"), bob.certificate());

        JsonPath answer = lookup(domain.address("bob"));

        assertThat(answer.getString("source")).isEqualTo("wkd-direct");
        assertThat(answer.getList("trace.outcome")).containsExactly("not-responsible", "not-responsible", "found");
    }

    @Test
    void keyserversAreAskedInOrderWhenTheDomainHasNoKey() {
        var domain = world.domain();
        domain.advanced();
        KeyOwner carol = domain.owner("carol");
        world.second().put(carol.certificate(), domain.address("carol"));

        JsonPath answer = lookup(domain.address("carol"));

        assertThat(answer.getString("source")).isEqualTo("vks");
        assertThat(answer.getList("trace.outcome")).containsExactly("not-responsible", "no-key", "no-key", "found");
        assertThat(lookup(domain.address("nobody")).getString("result")).isEqualTo("not-found");
        assertThat(lookup(world.domainWithoutHosts().address("nobody")).getString("result"))
                .isEqualTo("not-found");
    }

    @Test
    void ourOwnDirectoryHasTheLastWord() {
        var domain = world.domainWithoutHosts();
        KeyOwner dora = domain.owner("dora");
        world.ownDirectory().publish(domain.address("dora"), dora.certificate());
        world.first().put(domain.owner("eve").certificate(), domain.address("eve"));

        assertThat(lookup(domain.address("dora")).getString("source")).isEqualTo("keydir");
        JsonPath answer = lookup(domain.address("eve"));
        assertThat(answer.getString("result")).isEqualTo("not-found");
        assertThat(answer.getList("trace.source")).containsExactly("keydir");
        world.ownDirectory().fail(true);
        try {
            assertThat(lookup(domain.address("frank")).getString("result")).isEqualTo("temp-fail");
        } finally {
            world.ownDirectory().fail(false);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyFault.class,
            names = {"SILENCE"}, // takes its ten seconds: once is enough, below
            mode = EnumSource.Mode.EXCLUDE)
    void afaultyDirectoryIsATemporaryFailureAndNobodyElseIsAsked(KeyFault fault) {
        var domain = world.domain();
        String email = domain.address("alice");
        domain.advanced().answer(email, fault.reply());
        world.first().put(domain.owner("alice").certificate(), email);

        JsonPath answer = lookup(email);

        assertThat(answer.getString("result")).isEqualTo("temp-fail");
        assertThat(answer.getString("why")).isNotBlank();
        assertThat(answer.getList("trace.source")).containsExactly("keydir", "wkd-advanced");
        assertThat(answer.getString("key")).isNull();
    }

    @Test
    void ahostThatKeepsSilentFailsInBoundedTime() {
        var domain = world.domain();
        domain.advanced().answer(domain.address("alice"), KeyFault.SILENCE.reply());
        long begun = System.nanoTime();
        assertThat(lookup(domain.address("alice")).getString("result")).isEqualTo("temp-fail");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(25));
    }

    @Test
    void whatIsNoKeyForTheAddressIsRefusedWithTheReason() {
        var domain = world.domain();
        KeyOwner eve = domain.owner("eve");
        refused(domain, "a", eve.certificate(), "no user ID of the certificate has the address");
        refused(domain, "b", eve.secretKey(), "secret key");
        refused(domain, "c", eve.certificateWithUnboundUserId(domain.address("c")), "vouches for none");
        refused(domain, "d", eve.certificate(List.of()), "no user ID");
    }

    private void refused(KeyWorld.Domain domain, String localPart, byte[] served, String why) {
        domain.advanced().publish(domain.address(localPart), served);
        JsonPath answer = lookup(domain.address(localPart));
        assertThat(answer.getString("result")).isEqualTo("temp-fail");
        assertThat(answer.getString("trace[1].outcome")).isEqualTo("refused");
        assertThat(answer.getString("trace[1].detail")).contains(why);
    }

    @Test
    void redirectsAreFollowedToNamedHostsOverHttpsAFewTimes() {
        var domain = world.domain();
        var elsewhere = world.domain();
        KeyOwner alice = domain.owner("alice");
        String email = domain.address("alice");
        String target = "https://" + elsewhere.name() + "/a";
        elsewhere.direct().host().serve("/a", Reply.redirect("/b"));
        elsewhere.direct().host().serve("/b", Reply.redirect("https://" + elsewhere.name() + "/c"));
        elsewhere.direct().host().serve("/c", Reply.of("text/plain", alice.certificate()));
        domain.advanced().answer(email, Reply.redirect(target));
        assertThat(lookup(email).getString("result")).isEqualTo("found");

        var circular = world.domain();
        String loop = circular.advanced().pathOf(circular.address("x"));
        circular.advanced().answer(circular.address("x"), Reply.redirect(loop));
        assertThat(lookup(circular.address("x")).getString("why")).contains("redirects more than 3 times");
        assertThat(circular.advanced().host().requests()).isEqualTo(4);
    }

    @Test
    void noConnectionIsMadeToAddressesThatAreNotPublic() {
        var domain = world.domain("@ A 10.0.0.1\nopenpgpkey A 169.254.169.254\n");
        assertThat(lookup(domain.address("a")).getString("why")).contains("no public address");
        var mapped = world.domain("openpgpkey AAAA ::ffff:10.1.2.3\nopenpgpkey AAAA 64:ff9b::a00:1\n");
        assertThat(lookup(mapped.address("a")).getString("why")).contains("no public address");
    }

    @Test
    void theKeyAloneIsGivenToWhoAsksForIt() {
        var domain = world.domain();
        KeyOwner alice = KeyOwner.create(KeyWorld.CREATED, domain.address("alice"), domain.address("private"));
        domain.advanced().publish(domain.address("alice"), alice.certificate());
        given().accept("application/pgp-keys")
                .queryParam("email", domain.address("alice"))
                .get("/v1/keys")
                .then()
                .statusCode(200)
                .contentType(containsString("application/pgp-keys"))
                .body(containsString("BEGIN PGP PUBLIC KEY BLOCK"));
        given().accept("application/pgp-keys")
                .queryParam("email", domain.address("nobody"))
                .get("/v1/keys")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:mailkeep:problem:no-key"));
        given().get("/v1/keys/{fingerprint}", alice.fingerprint().hex())
                .then()
                .statusCode(200)
                .body("fingerprint", equalTo(alice.fingerprint().hex()))
                .body("userIds.size()", equalTo(2));
        given().get("/v1/keys/{fingerprint}", "A".repeat(40)).then().statusCode(404);
        given().get("/v1/keys/{fingerprint}", "ABCD1234").then().statusCode(400);
        given().queryParam("email", "no address").get("/v1/keys").then().statusCode(400);
    }

    @Test
    void afailureIsAnsweredWithThePinnedKeyMarkedStale() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = domain.owner("alice");
        domain.advanced().publish(email, alice.certificate());
        lookup(email);
        domain.advanced().answer(email, KeyFault.SERVER_ERROR.reply());
        JsonPath failed = findAnew(email);
        assertThat(failed.getString("result")).isEqualTo("temp-fail");
        assertThat(failed.getBoolean("stale")).isTrue();
        assertThat(failed.getString("fingerprint"))
                .isEqualTo(alice.fingerprint().hex());
    }

    @Test
    void akeyWithoutUserIdsIsKeptAndJoinedWhenAnAddressTurnsUp() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = domain.owner("alice");
        world.first().put(alice.certificate());
        given().post("/v1/keys/{fingerprint}/refresh", alice.fingerprint().hex())
                .then()
                .statusCode(200)
                .body("found", equalTo(true))
                .body("changes", equalTo(List.of("new-key")))
                .body("certificate.userIds.size()", equalTo(0));
        domain.advanced().publish(email, alice.certificate());
        lookup(email);
        given().get("/v1/keys/{fingerprint}", alice.fingerprint().hex()).then().body("userIds.size()", equalTo(1));
    }

    @Test
    void arefreshBringsRevocationsAndSubkeysAlsoWithoutUserIds() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = domain.owner("alice");
        domain.advanced().publish(email, alice.certificate());
        lookup(email);
        alice.withNewSubkey(KeyWorld.CREATED.plusSeconds(100)).revoked(KeyWorld.CREATED.plusSeconds(200), 2);
        world.first().put(alice.certificate());

        given().post("/v1/keys/{fingerprint}/refresh", alice.fingerprint().hex())
                .then()
                .statusCode(200)
                .body("changes", equalTo(List.of("revoked", "subkeys")))
                .body("certificate.status", equalTo("revoked"))
                .body("certificate.userIds.size()", equalTo(1));
        assertThat(lookup(email).getString("status")).isEqualTo("revoked");
    }

    /** As the background refresh does. */
    private JsonPath findAnew(String email) {
        findKey.findAnew(EmailAddress.of(email)).await().atMost(Duration.ofSeconds(20));
        return lookup(email);
    }
}
