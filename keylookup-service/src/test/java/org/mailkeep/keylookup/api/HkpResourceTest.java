package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.vks.KeyFault;

/** What GnuPG, Sequoia and Thunderbird ask of a keyserver, with Web Key Directories behind it. */
@QuarkusTest
class HkpResourceTest extends KeylookupTest {

    @Test
    void anAddressGivesOneKeyWithOneUserId() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = KeyOwner.create(
                KeyWorld.CREATED, "Alice: A% <" + email + ">", "Alice <" + domain.address("private") + ">");
        domain.advanced().publish(email, alice.certificate());

        for (String search : new String[] {email, "<" + email + ">", "Alice <" + email + ">"}) {
            Certificate found = certificate(pks("get", search).statusCode(200));
            assertThat(found.fingerprint()).isEqualTo(alice.fingerprint());
            assertThat(found.userIds()).hasSize(1);
        }
        assertThat(certificate(
                        given().get("/vks/v1/by-email/{email}", email).then().statusCode(200)))
                .isEqualTo(certificate(pks("get", email)));

        String index = pks("index", email).statusCode(200).extract().asString();
        assertThat(index.lines().toList())
                .hasSize(3)
                .contains("info:1:1")
                .contains("pub:" + alice.fingerprint() + ":22::" + KeyWorld.CREATED.getEpochSecond() + "::")
                .contains("uid:Alice%3A%20A%25%20%3C" + email + "%3E:::");
    }

    @Test
    void afingerprintOrLongKeyIdGivesTheWholeCertificate() {
        KeyOwner bob = world.domain().owner("bob");
        world.first().put(bob.certificate());
        String subkey = bob.subkeyFingerprints().getFirst().hex();
        for (String search : new String[] {
            "0x" + bob.fingerprint(),
            bob.fingerprint().hex(),
            "0x" + bob.fingerprint().keyId(),
            "0x" + subkey
        }) {
            assertThat(certificate(pks("get", search).statusCode(200)).fingerprint())
                    .isEqualTo(bob.fingerprint());
        }
        assertThat(certificate(given().get(
                                        "/vks/v1/by-fingerprint/{key}",
                                        bob.fingerprint().hex())
                                .then()
                                .statusCode(200))
                        .fingerprint())
                .isEqualTo(bob.fingerprint());
        given().get("/vks/v1/by-keyid/{key}", bob.fingerprint().keyId()).then().statusCode(200);
        given().get("/vks/v1/by-keyid/{key}", bob.fingerprint().hex()).then().statusCode(400);
    }

    @Test
    void everythingElseIsSaidPlainly() {
        var domain = world.domain();
        domain.advanced().answer(domain.address("x"), KeyFault.SERVER_ERROR.reply());
        pks("get", domain.address("x")).statusCode(503);
        domain.advanced();
        pks("get", domain.address("nobody")).statusCode(404);
        pks("get", "0x" + "B".repeat(40)).statusCode(404);
        pks("get", "0x12345678").statusCode(400); // a short key ID: anybody makes a key with a chosen one
        pks("get", "some words").statusCode(400);
        pks("vindex", domain.address("nobody")).statusCode(501);
        given().formParam("keytext", "x")
                .post("/pks/add")
                .then()
                .statusCode(403)
                .body(containsString("takes no keys"));
    }

    private static ValidatableResponse pks(String operation, String search) {
        return given().queryParam("op", operation)
                .queryParam("options", "mr")
                .queryParam("search", search)
                .get("/pks/lookup")
                .then();
    }

    private static Certificate certificate(ValidatableResponse response) {
        byte[] body = response.extract().asString().getBytes(StandardCharsets.US_ASCII);
        if (new CertificateReader(CertificateLimits.defaults()).read(body)
                instanceof KeyringReading.Certificates certificates) {
            assertThat(certificates.certificates()).hasSize(1);
            return certificates.certificates().getFirst();
        }
        throw new AssertionError("no certificate");
    }
}
