package org.mailkeep.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;
import org.mailkeep.testkit.tls.Tls;

/** A mail exchanger from the outside, up to the TLS handshake and behind it. */
class MxServerTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test root", Clock.systemUTC());
    private static final SSLContext TRUSTING = Tls.clientTrusting(AUTHORITY.certificate());
    private static final ServerIdentity USUAL = AUTHORITY.issue("mail.example");

    private MxServer server;

    @BeforeEach
    void start() throws IOException {
        server = MxServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mail.example", USUAL);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void startTlsPresentsTheChainForTheRequestedName() throws Exception {
        ServerIdentity other = AUTHORITY.issue("other.example");
        server.certificate("other.example", other);
        presents("mail.example", USUAL);
        presents("other.example", other);
        presents("unknown.example", USUAL);
        assertThat(server.requestedNames()).containsExactly("mail.example", "other.example", "unknown.example");
    }

    @Test
    void afterTheHandshakeTheSessionGoesOnWithoutStartTls() throws Exception {
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS").getFirst()).startsWith("220");
            client.secure(TRUSTING, "mail.example").getSession();
            assertThat(client.say("EHLO client.example")).noneMatch(line -> line.contains("STARTTLS"));
            assertThat(client.say("MAIL FROM:<>").getFirst()).startsWith("550");
            assertThat(client.say("QUIT").getFirst()).startsWith("221");
        }
    }

    @Test
    void anUntrustedChainIsSeenAsSuch() throws Exception {
        server.certificate("bad.example", AUTHORITY.issue(CertificateKind.SELF_SIGNED, "bad.example"));
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS").getFirst()).startsWith("220");
            assertThatThrownBy(() -> client.secure(TRUSTING, "bad.example")).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void startTlsCanBeMissingRefusedOrCutOff() throws Exception {
        server.behave(MxBehaviour.NO_STARTTLS);
        try (SmtpClient client = connected()) {
            assertThat(client.say("EHLO client.example")).noneMatch(line -> line.contains("STARTTLS"));
            assertThat(client.say("STARTTLS").getFirst()).startsWith("502");
        }
        server.behave(MxBehaviour.STARTTLS_REFUSED);
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS").getFirst()).startsWith("454");
        }
        server.behave(MxBehaviour.HANG_UP_IN_STARTTLS);
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS").getFirst()).startsWith("220");
            assertThatThrownBy(() -> client.secure(TRUSTING, "mail.example")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theGreetingCanBeTheLastWordARefusalLateOrMissing() throws Exception {
        server.behave(MxBehaviour.HANG_UP_AFTER_GREETING);
        try (SmtpClient client = connected()) {
            assertThatThrownBy(() -> client.say("EHLO client.example")).isInstanceOf(IOException.class);
        }
        server.behave(MxBehaviour.NO_SERVICE);
        try (SmtpClient client = new SmtpClient(server.address())) {
            assertThat(client.reply().getFirst()).startsWith("554");
        }
        server.behave(MxBehaviour.GOOD);
        server.greetAfter(Duration.ofMillis(300));
        long before = System.nanoTime();
        connected().close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        server.behave(MxBehaviour.SILENCE);
        try (SmtpClient client = new SmtpClient(server.address())) {
            client.patience(Duration.ofMillis(500));
            assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anEndlessLineEndsTheConnection() throws Exception {
        try (SmtpClient client = connected()) {
            assertThatThrownBy(() -> client.say("x".repeat(5000))).isInstanceOf(IOException.class);
        }
    }

    private void presents(String name, ServerIdentity identity) throws IOException {
        try (SmtpClient client = greeted()) {
            assertThat(client.say("STARTTLS").getFirst()).startsWith("220");
            assertThat(List.of(client.secure(TRUSTING, name).getSession().getPeerCertificates()))
                    .isEqualTo(identity.chain());
            client.say("QUIT");
        }
    }

    private SmtpClient greeted() throws IOException {
        SmtpClient client = connected();
        assertThat(client.say("EHLO client.example")).anyMatch(line -> line.endsWith("STARTTLS"));
        return client;
    }

    private SmtpClient connected() throws IOException {
        SmtpClient client = new SmtpClient(server.address());
        assertThat(client.reply().getFirst()).startsWith("220");
        return client;
    }
}
