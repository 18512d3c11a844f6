package org.mailkeep.policy.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.smtp.MxBehaviour;
import org.mailkeep.testkit.smtp.MxServer;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** Looking at a mail host, and everything that one can do wrong. */
class MxProbeTest {

    private static final DomainName HOST = DomainName.of("mx.example");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Vertx vertx;

    private final MutableClock clock = new MutableClock(Instant.now());
    private final TestAuthority authority = TestAuthority.create("Test root", clock);
    private MxServer server;
    private MxProbe probe;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void start() throws IOException {
        server = MxServer.start(new InetSocketAddress(LOOPBACK, 0), "mx.example", authority.issue("usual.example"));
        probe = probe(List.of("127.0.0.0/8"), Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aGoodHostShowsItsBannerAndTheChainForItsName() {
        ServerIdentity identity = authority.issue("mx.example");
        server.certificate("mx.example", identity);

        Contact.Answered seen = (Contact.Answered) look();

        assertThat(seen.banner()).startsWith("mx.example ESMTP");
        assertThat(seen.startTls()).isTrue();
        assertThat(seen.tlsVersion()).contains("TLSv1.3");
        assertThat(seen.presented()).isEqualTo(new Presented.Chain(identity.chain()));
        assertThat(seen.why()).isEmpty();
        assertThat(server.requestedNames()).as("SNI, RFC 7672 §8.1").containsExactly("mx.example");
    }

    @Test
    void whateverChainIsPresentedIsTaken() {
        for (CertificateKind kind : CertificateKind.values()) {
            ServerIdentity identity = authority.issue(kind, "mx.example");
            server.certificate("mx.example", identity);
            assertThat(((Contact.Answered) look()).presented())
                    .as("%s", kind)
                    .isEqualTo(new Presented.Chain(identity.chain()));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            NO_STARTTLS, NoStartTls, STARTTLS is not offered
            STARTTLS_REFUSED, NoTls, STARTTLS is answered with 454
            HANG_UP_IN_STARTTLS, NoTls, the TLS handshake failed
            NO_TLS_AFTER_STARTTLS, NoTls, the TLS handshake failed
            """)
    void aHostWithoutTlsSaysWhy(MxBehaviour behaviour, String presented, String why) {
        server.behave(behaviour);

        Contact.Answered seen = (Contact.Answered) look();

        assertThat(seen.presented().getClass().getSimpleName()).isEqualTo(presented);
        assertThat(seen.why()).contains(why);
        assertThat(seen.tlsVersion()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            HANG_UP_AFTER_GREETING, the host closed the connection
            NO_SERVICE, the host greets with 554
            NOT_SMTP, the host does not speak SMTP
            ENDLESS_REPLY, the host does not speak SMTP
            ENDLESS_LINE, the host sends a line that is too long
            """)
    void aHostThatDoesNotDoSmtpIsNoMailHost(MxBehaviour behaviour, String why) {
        server.behave(behaviour);
        assertThat(look()).isEqualTo(new Contact.Unreachable(why));
    }

    @Test
    void aSilentHostIsNotWaitedForWithoutEnd() {
        probe = probe(List.of("127.0.0.0/8"), Duration.ofMillis(300));
        server.behave(MxBehaviour.SILENCE);
        assertThat(look()).isEqualTo(new Contact.Unreachable("the host did not answer in time"));
    }

    @Test
    void nobodyListens() throws IOException {
        server.close();
        assertThat(look()).isEqualTo(new Contact.Unreachable("the host could not be connected to"));
    }

    @Test
    void onlyPublicAddressesAreConnectedTo() {
        probe = probe(List.of(), Duration.ofSeconds(20));
        assertThat(look()).isEqualTo(new Contact.NotTried("the address is not a public one"));
        assertThat(server.requestedNames()).isEmpty();
    }

    @Test
    void aHostIsLookedAtOnlySoOftenWithinTheHour() {
        server.behave(MxBehaviour.NO_SERVICE);
        for (int i = 0; i < MxProbe.MAX_PER_WINDOW; i++) {
            assertThat(look()).isInstanceOf(Contact.Unreachable.class);
        }
        assertThat(look()).isEqualTo(new Contact.NotTried("the host was looked at too often within the hour"));
        clock.advance(MxProbe.WINDOW);
        assertThat(look()).isInstanceOf(Contact.Unreachable.class);
    }

    @Test
    void manyDomainsShareOneLook() {
        List<Contact> seen = IntStream.range(0, 5)
                .mapToObj(_ -> probe.look(HOST, LOOPBACK, Duration.ofMinutes(5))
                        .await()
                        .atMost(PATIENCE))
                .toList();
        assertThat(seen).allMatch(seen.getFirst()::equals);
        assertThat(server.requestedNames()).hasSize(1);
        clock.advance(Duration.ofMinutes(5));
        probe.look(HOST, LOOPBACK, Duration.ofMinutes(5)).await().atMost(PATIENCE);
        assertThat(server.requestedNames()).hasSize(2);
    }

    private Contact look() {
        return probe.look(HOST, LOOPBACK, Duration.ZERO).await().atMost(PATIENCE);
    }

    private MxProbe probe(List<String> allowed, Duration step) {
        return new MxProbe(vertx, new PublicAddresses(allowed), server.address().getPort(), step, clock);
    }
}
