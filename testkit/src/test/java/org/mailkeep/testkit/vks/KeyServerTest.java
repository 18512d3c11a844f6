package org.mailkeep.testkit.vks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.Standing;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.testkit.https.WebServer;
import org.mailkeep.testkit.pgp.KeyOwner;
import org.mailkeep.testkit.tls.TestAuthority;
import org.mailkeep.testkit.tls.Tls;

/** The keyserver does what keys.openpgp.org documents of its interface, and the keys in it are real ones. */
class KeyServerTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test root", Clock.systemUTC());
    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
    private static final String ADDRESS = "alice@example.com";

    private static WebServer server;
    private static HttpClient client;

    private final KeyOwner alice = KeyOwner.create(CREATED, "Alice <" + ADDRESS + ">", "Alice <work@example.com>");
    private KeyServer keys;

    @BeforeAll
    static void start() throws IOException {
        server = WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), AUTHORITY);
        client = HttpClient.newBuilder()
                .sslContext(Tls.clientTrusting(AUTHORITY.certificate()))
                .build();
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    @BeforeEach
    void freshServer() {
        server.remove("keys.test");
        keys = KeyServer.on(server.host("keys.test"));
    }

    @Test
    void onlyVerifiedAddressesAreShown() throws Exception {
        keys.put(alice.certificate());
        assertThat(get("by-email/" + ADDRESS).statusCode()).isEqualTo(404);
        Certificate bare = certificate(get("by-fingerprint/" + alice.fingerprint()));
        assertThat(bare.fingerprint()).isEqualTo(alice.fingerprint());
        assertThat(bare.userIds()).isEmpty();

        keys.put(alice.certificate(), ADDRESS);
        Certificate shown = certificate(get("by-email/alice%40example.com"));
        assertThat(shown.judge(CREATED.plusSeconds(60), AcceptancePolicy.rfc9580())
                        .addresses())
                .containsExactly(EmailAddress.of(ADDRESS));
        assertThat(certificate(get("by-keyid/" + alice.fingerprint().keyId()))).isEqualTo(shown);
        assertThat(certificate(
                        get("by-fingerprint/" + alice.subkeyFingerprints().getFirst())))
                .isEqualTo(shown);
        assertThat(keys.asked()).contains("by-email/alice@example.com");
    }

    @Test
    void anUploadIsPublishedAfterVerification() throws Exception {
        String armored = Armor.writePublicKey(alice.certificate()).replace("\n", "\\n");
        HttpResponse<String> uploaded = post("upload", "{\"keytext\":\"" + armored + "\"}");
        assertThat(uploaded.body())
                .contains("\"key_fpr\":\"" + alice.fingerprint() + "\"")
                .contains("\"alice@example.com\":\"unpublished\"");
        String token = uploaded.body().replaceAll(".*\"token\":\"([^\"]*)\".*", "$1");
        assertThat(post("request-verify", "{\"token\":\"" + token + "\",\"addresses\":[\"" + ADDRESS + "\"]}")
                        .body())
                .contains("\"alice@example.com\":\"pending\"")
                .contains("\"work@example.com\":\"unpublished\"");
        assertThat(get("by-email/" + ADDRESS).statusCode()).isEqualTo(404);
        keys.confirm(ADDRESS);
        assertThat(get("by-email/" + ADDRESS).statusCode()).isEqualTo(200);
        assertThat(post("upload", "{\"keytext\":\"nothing\"}").statusCode()).isEqualTo(400);
        assertThat(post("request-verify", "{\"token\":\"x\",\"addresses\":[]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void itLimitsTheRateAndMisbehavesOnRequest() throws Exception {
        keys.limitRate(Duration.ofSeconds(7));
        HttpResponse<String> limited = get("by-email/" + ADDRESS);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        keys.misbehave(KeyFault.HTML_PAGE);
        assertThat(get("by-email/" + ADDRESS).body()).contains("<html>");
        keys.behave();
        assertThat(get("by-email/" + ADDRESS).statusCode()).isEqualTo(404);
    }

    @Test
    void aKeyAgesAsItsOwnerSays() {
        alice.expiringAfter(Duration.ofDays(10), CREATED.plusSeconds(10)).withNewSubkey(CREATED.plusSeconds(20));
        Certificate certificate = certificate(alice.certificate());
        assertThat(standing(certificate, 5)).isInstanceOf(Standing.Valid.class);
        assertThat(standing(certificate, 11)).isInstanceOf(Standing.Expired.class);
        assertThat(certificate
                        .judge(CREATED.plus(Duration.ofDays(1)), AcceptancePolicy.rfc9580())
                        .encryptionKeys())
                .hasSize(2);
        alice.revoked(CREATED.plus(Duration.ofDays(2)), 2);
        assertThat(standing(certificate(alice.certificate()), 5)).isInstanceOf(Standing.Revoked.class);
        assertThat(certificate(alice.certificate(List.of())).userIds()).isEmpty();
        assertThat(new CertificateReader(CertificateLimits.defaults()).read(alice.secretKey()))
                .isInstanceOf(KeyringReading.SecretKey.class);
        assertThat(certificate(alice.certificateWithUnboundUserId("Eve <eve@example.com>"))
                        .userIds())
                .isEmpty();
    }

    private static Standing standing(Certificate certificate, int day) {
        return certificate
                .judge(CREATED.plus(Duration.ofDays(day)), AcceptancePolicy.rfc9580())
                .primary()
                .standing();
    }

    private static Certificate certificate(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).isEqualTo(200);
        return certificate(reply.body().getBytes(StandardCharsets.US_ASCII));
    }

    private static Certificate certificate(byte[] body) {
        return switch (new CertificateReader(CertificateLimits.defaults()).read(body)) {
            case KeyringReading.Certificates certificates ->
                certificates.certificates().getFirst();
            case KeyringReading.SecretKey other -> throw new AssertionError(other.toString());
            case KeyringReading.TooLarge other -> throw new AssertionError(other.toString());
            case KeyringReading.Malformed other -> throw new AssertionError(other.toString());
        };
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("https://keys.test:" + server.address().getPort() + "/vks/v1/" + path);
    }
}
