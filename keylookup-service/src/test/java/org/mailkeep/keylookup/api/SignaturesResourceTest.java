package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

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

    /** What lives after a collection while the request is under way is what it needs; garbage is no need. */
    @Test
    void ahundredMegabytesAreReadInPieces() throws Exception {
        KeyOwner alice = world.domain().owner("alice");
        world.first().put(alice.certificate());
        Path data = folder.resolve("data");
        byte[] signature = signedLines(alice, data);
        verify(signature, DATA).body("signatures[0].verdict", equalTo("bad")); // everything is loaded by now

        long before = LiveMemory.now();
        for (HttpRequest request : List.of(form(signature, data), message(signature, data))) {
            CompletableFuture<HttpResponse<String>> answer =
                    client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
            long most = LiveMemory.mostUntil(answer::isDone);
            assertThat(answer.get().body()).contains("\"verdict\":\"good\"");
            assertThat(most - before)
                    .as("octets for %d octets of data", Files.size(data))
                    .isLessThan(24L << 20);
        }
    }

    @Test
    void whatIsTooMuchAtOnceIsRefusedBeforeItsBodyComes() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int place = 0; place < LargeBodies.AT_ONCE; place++) {
                open.add(begin(LargeBodies.SMALL_BYTES + 1));
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                try (Socket refused = begin(LargeBodies.SMALL_BYTES + 1)) {
                    assertThat(answer(refused)).startsWith("HTTP/1.1 503").contains("urn:mailkeep:problem:unavailable");
                }
            });
            HttpRequest small = HttpRequest.newBuilder(service.resolve("/v1/signatures/verify"))
                    .header("Content-Type", "multipart/form-data; boundary=b1")
                    .POST(HttpRequest.BodyPublishers.ofString("--b1--\r\n"))
                    .build();
            assertThat(client.send(small, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as("what says that it is small is taken")
                    .isEqualTo(400);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            try (Socket taken = begin(LargeBodies.SMALL_BYTES + 1)) {
                assertThat(answer(taken)).as("its body is waited for").isEmpty();
            }
        });
    }

    /** The head of a request, without its body. */
    private Socket begin(int length) throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(2_000);
        socket.getOutputStream()
                .write(("POST /v1/signatures/verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length
                                + "\r\nContent-Type: multipart/form-data; boundary=b1\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    /** What comes soon; empty when nothing does. */
    private static String answer(Socket socket) throws IOException {
        byte[] octets = new byte[4096];
        try {
            int length = socket.getInputStream().read(octets);
            return new String(octets, 0, Math.max(length, 0), US_ASCII);
        } catch (SocketTimeoutException _) {
            return "";
        }
    }

    /** Writes a hundred megabytes of lines to a file. */
    private static byte[] signedLines(KeyOwner owner, Path file) throws IOException {
        byte[] line = ("0123456789".repeat(7) + "\r\n").getBytes(US_ASCII);
        byte[] lines = new byte[(100 << 20) / line.length * line.length];
        for (int start = 0; start < lines.length; start += line.length) {
            System.arraycopy(line, 0, lines, start, line.length);
        }
        Files.write(file, lines);
        return owner.sign(lines, KeyWorld.CREATED.plusSeconds(60));
    }

    private HttpRequest form(byte[] signature, Path data) throws IOException {
        return request(
                "multipart/form-data; boundary=b1",
                HttpRequest.BodyPublishers.ofString(
                        "--b1\r\nContent-Disposition: form-data; name=\"signature\"; filename=\"s\"\r\n\r\n"
                                + armored(signature)
                                + "\r\n--b1\r\nContent-Disposition: form-data; name=\"data\"; filename=\"d\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n"),
                HttpRequest.BodyPublishers.ofFile(data),
                HttpRequest.BodyPublishers.ofString("\r\n--b1--\r\n"));
    }

    /** The data is the whole first part: what a part is made of does not matter to its signature. */
    private HttpRequest message(byte[] signature, Path data) throws IOException {
        return request(
                "multipart/signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"; boundary=\"b1\"",
                HttpRequest.BodyPublishers.ofString("--b1\r\n"),
                HttpRequest.BodyPublishers.ofFile(data),
                HttpRequest.BodyPublishers.ofString("\r\n--b1\r\nContent-Type: application/pgp-signature\r\n\r\n"
                        + armored(signature) + "\r\n--b1--\r\n"));
    }

    private HttpRequest request(String contentType, HttpRequest.BodyPublisher... parts) {
        return HttpRequest.newBuilder(service.resolve("/v1/signatures/verify"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.concat(parts))
                .build();
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
