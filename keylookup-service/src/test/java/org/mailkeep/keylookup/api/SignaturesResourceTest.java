package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Whose signature it is, and what it is worth. */
@QuarkusTest
class SignaturesResourceTest extends KeylookupTest {

    @TempDir
    Path folder = Path.of("");

    private static final byte[] DATA = "Hello\n".getBytes(US_ASCII);

    @Test
    void theSignerIsFoundOnKeyserversAndNeverAtItsDomain() {
        var domain = world.domain();
        KeyOwner alice = domain.owner("alice");
        domain.advanced().publish(domain.address("alice"), alice.certificate());
        world.second().put(alice.certificate());
        domain.advanced().host().resetCount();

        verify(alice.sign(DATA, KeyWorld.CREATED.plusSeconds(60)), DATA)
                .statusCode(200)
                .body("signatures.size()", equalTo(1))
                .body("signatures[0].verdict", equalTo("good"))
                .body("signatures[0].signer", equalTo(alice.fingerprint().hex()))
                .body("signatures[0].keyAtSigning", equalTo("valid"))
                .body("signatures[0].keyNow", equalTo("valid"))
                .body("signatures[0].addresses.size()", equalTo(0));
        assertThat(domain.advanced().host().requests()).isZero();
        verify(alice.sign(DATA, KeyWorld.CREATED.plusSeconds(60)), "Else".getBytes(US_ASCII))
                .body("signatures[0].verdict", equalTo("bad"));

        lookup(domain.address("alice"));
        verify(alice.sign(DATA, KeyWorld.CREATED.plusSeconds(60)), DATA)
                .body("signatures[0].addresses[0].address", equalTo(domain.address("alice")))
                .body("signatures[0].addresses[0].certainty", equalTo("pinned"));
    }

    @Test
    void unknownAndRevokedKeysAreSaid() {
        var domain = world.domain();
        KeyOwner unknown = domain.owner("unknown");
        verify(unknown.sign(DATA, KeyWorld.CREATED.plusSeconds(60)), DATA)
                .body("signatures[0].verdict", equalTo("unknown-key"))
                .body("signatures[0].issuer", equalTo(unknown.fingerprint().hex()));
        KeyOwner revoked = domain.owner("revoked").revoked(KeyWorld.CREATED.plusSeconds(90), 2);
        world.first().put(revoked.certificate());
        verify(revoked.sign(DATA, KeyWorld.CREATED.plusSeconds(60)), DATA)
                .body("signatures[0].verdict", equalTo("revoked-key"));
        verify("no signature".getBytes(US_ASCII), DATA).statusCode(400);
    }

    @Test
    void amessageIsTakenAsItComes() {
        KeyOwner alice = world.domain().owner("alice");
        world.first().put(alice.certificate());
        String signed = "Content-Type: text/plain\r\n\r\nHello\r\n- a list\r\n";
        byte[] signature = alice.sign(signed.getBytes(US_ASCII), KeyWorld.CREATED.plusSeconds(60));
        for (String lineEnd : new String[] {"\r\n", "\n"}) {
            String message = ("This is a signed message\r\n--b1\r\n" + signed
                            + "\r\n--b1\r\nContent-Type: application/pgp-signature\r\n\r\n" + armored(signature)
                            + "\r\n--b1--\r\n")
                    .replace("\r\n", lineEnd);
            given().config(config().encoderConfig(encoderConfig()
                            .encodeContentTypeAs("multipart/signed", ContentType.TEXT)
                            .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                    .contentType("multipart/signed; micalg=pgp-sha512;"
                            + " protocol=\"application/pgp-signature\"; boundary=\"b1\"")
                    .body(message)
                    .post("/v1/signatures/verify")
                    .then()
                    .statusCode(200)
                    .body("signatures[0].verdict", equalTo("good"));
        }
    }

    @Test
    void ahundredMegabytesAreReadInPieces() throws Exception {
        KeyOwner alice = world.domain().owner("alice");
        world.first().put(alice.certificate());
        byte[] data = new byte[100 << 20];
        new Random(7).nextBytes(data);
        Path file = Files.write(folder.resolve("data"), data);
        given().multiPart("signature", "s", alice.sign(data, KeyWorld.CREATED.plusSeconds(60)))
                .multiPart("data", file.toFile())
                .post("/v1/signatures/verify")
                .then()
                .statusCode(200)
                .body("signatures[0].verdict", equalTo("good"));
    }

    private static String armored(byte[] signature) {
        return "-----BEGIN PGP SIGNATURE-----\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(signature)
                + "\r\n-----END PGP SIGNATURE-----\r\n";
    }

    private static ValidatableResponse verify(byte[] signature, byte[] data) {
        return given().multiPart("signature", "signature.pgp", signature)
                .multiPart("data", "data", data)
                .post("/v1/signatures/verify")
                .then();
    }
}
