package org.mailkeep.keylookup.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keylookup.lookup.PinnedRequest.Outcome;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.https.Delivery;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.https.WebServer;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.TestAuthority;

/** Connections are kept for a while, and are a matter of a name, an address and a certificate that was checked lately. */
@SuppressWarnings("NullAway.Init") // made before each test
class PinnedRequestTest {

    private static final int MANY = 100;

    @TempDir
    Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final MutableClock clock = new MutableClock(Instant.now());
    private WebServer web;
    private PinnedRequest request;

    @BeforeEach
    void start() throws IOException {
        TestAuthority authority = TestAuthority.create("Test", Clock.systemUTC());
        web = WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), authority);
        Path file = Files.writeString(folder.resolve("ca.pem"), authority.pem());
        var authorities = new TrustedAuthorities(() -> Optional.of(file));
        request = new PinnedRequest(vertx, authorities.trust(), web.address().getPort(), 4, clock);
    }

    @AfterEach
    void stop() throws IOException {
        request.close();
        web.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aHostThatKeepsItsConnectionIsAskedOnItAgain() {
        WebHost host = host("keeps.example").keepConnections(MANY);
        WebHost other = host("other.example").keepConnections(MANY);
        for (int question = 0; question < 5; question++) {
            assertThat(ask("keeps.example", "/")).isEqualTo(200);
            assertThat(ask("keeps.example", "/none"))
                    .as("an answer without a key")
                    .isEqualTo(404);
        }
        assertThat(ask("other.example", "/")).isEqualTo(200);
        assertThat(host.requests()).isEqualTo(10);
        // An answer may be known a moment before its connection is free again.
        assertThat(host.connections()).isLessThanOrEqualTo(3);
        assertThat(other.connections()).as("another name at the same address").isEqualTo(1);
    }

    @Test
    void aConnectionThatItsHostHasClosedMeanwhileCostsNothing() { // RFC 9112 §9.3.1
        WebHost host = host("closes.example").keepConnections(2);
        for (int question = 0; question < 6; question++) {
            assertThat(ask("closes.example", "/")).isEqualTo(200);
        }
        assertThat(host.requests()).isEqualTo(6);
        assertThat(host.connections()).isBetween(3L, 5L);
    }

    @Test
    void aHostThatNeverAnswersIsAskedOnce() {
        WebHost host = host("silent.example");
        host.serve("/", Reply.status(200).delivered(Delivery.HANG_UP));
        assertThat(send("silent.example", "/")).isInstanceOf(Outcome.Broken.class);
        assertThat(host.requests()).isEqualTo(1);
    }

    @Test
    void aCertificateIsCheckedAgainAfterMinutes() {
        WebHost host = host("turned.example").keepConnections(MANY);
        assertThat(ask("turned.example", "/")).isEqualTo(200);
        host.certificate(CertificateKind.EXPIRED);
        assertThat(ask("turned.example", "/"))
                .as("on the connection that is there")
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(11));
        assertThat(send("turned.example", "/")).isInstanceOf(Outcome.Broken.class);
    }

    private WebHost host(String name) {
        return web.host(name).serve("/", Reply.of("text/plain", new byte[] {1, 2, 3}));
    }

    private int ask(String host, String target) {
        return send(host, target) instanceof Outcome.Answered answered ? answered.status() : 0;
    }

    private Outcome send(String host, String target) {
        return request.send(WebQuestion.get(DomainName.of(host), target), InetAddress.getLoopbackAddress())
                .await()
                .atMost(Duration.ofSeconds(30));
    }
}
