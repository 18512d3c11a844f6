package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.https.Request;
import org.mailkeep.testkit.pgp.KeyOwner;

/** What leaves this process, exactly: who is asked what, and not a header more than HTTP needs. */
@QuarkusTest
class PrivacyTest extends KeylookupTest {

    @Test
    void adomainLearnsTheAddressAndNothingElse() {
        var domain = world.domain();
        var directory = domain.advanced();
        String email = domain.address("alice");
        directory.publish(email, domain.owner("alice").certificate());
        domain.direct();
        List<String> before = everythingAskedOfKeyservers();

        given().header("Cookie", "tenant=secret")
                .header("User-Agent", "Webmail of tenant 7")
                .header("X-Forwarded-For", "192.0.2.1")
                .header("Authorization", "Bearer " + "0".repeat(64))
                .queryParam("email", email)
                .get("/v1/keys")
                .then()
                .statusCode(200);

        assertThat(directory.host().received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo(directory.pathOf(email));
            assertThat(request.query()).isEqualTo("l=alice");
            assertThat(request.headers()).containsOnlyKeys("host");
            assertThat(request.body()).isEmpty();
        });
        assertThat(domain.direct().host().requests()).isZero();
        assertThat(everythingAskedOfKeyservers()).isEqualTo(before);
    }

    @Test
    void akeyserverLearnsTheAddressOnlyWhenTheDomainHasNoKey() {
        var domain = world.domain();
        domain.advanced();
        String email = domain.address("bob");
        KeyOwner bob = domain.owner("bob");
        world.first().put(bob.certificate(), email);
        world.first().host().resetCount();
        List<Request> second = world.second().host().received();

        lookup(email);
        lookup(email);
        given().post("/v1/keys/{fingerprint}/refresh", bob.fingerprint().hex());

        assertThat(world.first().asked()).containsExactly("by-email/" + email, "by-fingerprint/" + bob.fingerprint());
        assertThat(world.first().host().received())
                .allSatisfy(request -> assertThat(request.headers()).containsOnlyKeys("host"));
        assertThat(world.second().host().received()).hasSize(second.size() + 1); // the refresh asks all
    }

    @Test
    void asignatureTellsKeyserversTheFingerprintAndTheDomainNothing() {
        var domain = world.domain();
        KeyOwner eve = domain.owner("eve");
        domain.advanced().publish(domain.address("eve"), eve.certificate());
        domain.advanced().host().resetCount();
        world.first().host().resetCount();

        given().multiPart("signature", "s", eve.sign(new byte[] {1}, KeyWorld.CREATED.plusSeconds(9)))
                .multiPart("data", "d", new byte[] {1})
                .post("/v1/signatures/verify")
                .then()
                .statusCode(200);

        assertThat(domain.advanced().host().requests()).isZero();
        assertThat(world.first().asked()).containsExactly("by-fingerprint/" + eve.fingerprint());
    }

    private List<String> everythingAskedOfKeyservers() {
        return List.of(
                String.join(" ", world.first().asked()),
                String.join(" ", world.second().asked()));
    }
}
