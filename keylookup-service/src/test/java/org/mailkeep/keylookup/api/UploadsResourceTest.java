package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeyWorldResource;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Our users' keys go to a keyserver when somebody says so, for the addresses that are named. */
@QuarkusTest
class UploadsResourceTest extends KeylookupTest {

    @Test
    void acertificateIsUploadedAndItsAddressesFollowed() {
        var domain = world.domainWithoutHosts();
        String email = domain.address("alice");
        String other = domain.address("other");
        KeyOwner alice = KeyOwner.create(KeyWorld.CREATED, "Alice <" + email + ">", "Alice <" + other + ">");
        world.ownDirectory().publish(email, alice.certificate());
        world.ownDirectory().publish(other, alice.certificate());

        upload(alice, List.of(email))
                .statusCode(200)
                .body("fingerprint", equalTo(alice.fingerprint().hex()))
                .body("addresses.find { it.address == '" + email + "' }.state", equalTo("pending"))
                .body("addresses.find { it.address == '" + other + "' }.state", equalTo("unpublished"));

        world.first().confirm(email);
        world.first().confirm(other); // nobody asked for it, so nothing waits
        given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .get("/v1/vks/uploads/{fingerprint}", alice.fingerprint().hex())
                .then()
                .statusCode(200)
                .body("addresses.find { it.address == '" + email + "' }.state", equalTo("published"))
                .body("addresses.find { it.address == '" + other + "' }.state", equalTo("unpublished"));
    }

    @Test
    void onlyKeysThatWeServeAreUploaded() {
        var domain = world.domainWithoutHosts();
        KeyOwner stranger = domain.owner("stranger");
        world.ownDirectory()
                .publish(domain.address("stranger"), domain.owner("stranger").certificate());
        world.first().host().resetCount();
        upload(stranger, List.of(domain.address("stranger"))).statusCode(409);
        upload(stranger, List.of(world.domain().address("foreign"))).statusCode(409);
        upload(stranger, List.of()).statusCode(400);
        assertThat(world.first().asked()).as("nothing left this process").isEmpty();
        given().contentType("application/json")
                .body("{}")
                .post("/v1/vks/uploads")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .get("/v1/vks/uploads/{fingerprint}", stranger.fingerprint().hex())
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse upload(KeyOwner owner, List<String> addresses) {
        return given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .contentType("application/json")
                .body(Map.of("key", Armor.writePublicKey(owner.certificate()), "addresses", addresses))
                .post("/v1/vks/uploads")
                .then();
    }
}
