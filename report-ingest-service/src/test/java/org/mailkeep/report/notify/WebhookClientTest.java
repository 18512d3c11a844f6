package org.mailkeep.report.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.config.NetConfig;
import org.mailkeep.platform.config.TlsConfig;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.notify.WebhookClient.Outcome;
import org.mailkeep.testkit.TestConfig;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.dns.Zone;
import org.mailkeep.testkit.https.Reply;
import org.mailkeep.testkit.https.WebHost;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.world.SmallInternet;

/** A call over real HTTPS, and everything that a receiver can do wrong. */
class WebhookClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

    @TempDir
    private static Path folder;

    private static SmallInternet internet;
    private static Vertx vertx;

    @BeforeAll
    static void startAll() throws IOException {
        internet = SmallInternet.start();
        internet.dns().put(Zone.parse("test", Signing.NSEC, ""), Zone.parse("hook.test", Signing.UNSIGNED, """
                        *       A 127.0.0.1
                        private A 10.0.0.1
                        """));
        vertx = Vertx.vertx();
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    @AfterAll
    static void stopAll() throws IOException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        internet.close();
    }

    @Test
    void theCallIsSignedAsTheSpecificationHasIt() throws IOException {
        WebHost host = internet.web().host("good.hook.test").answerOtherwise(_ -> Reply.status(204));
        assertThat(send(client("https://good.hook.test/in?x=1"), "{\"test\": 2432232314}"))
                .isEqualTo(new Outcome.Delivered());
        assertThat(host.received()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/in");
            assertThat(request.body()).isEqualTo("{\"test\": 2432232314}");
            Map<String, String> headers = new HashMap<>();
            request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
            assertThat(headers)
                    .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                    .containsEntry("webhook-timestamp", "1614265330")
                    .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        });
    }

    @Test
    void whatIsNoSuccessIsTriedAgain() throws IOException {
        for (int status : new int[] {301, 400, 429, 500, 503}) {
            internet.web().host("s" + status + ".hook.test").answerOtherwise(_ -> Reply.status(status));
            assertThat(send(client("https://s" + status + ".hook.test/"), "{}"))
                    .isEqualTo(new Outcome.Failed("HTTP status " + status));
        }
        internet.web().host("gone.hook.test").answerOtherwise(_ -> Reply.status(410));
        assertThat(send(client("https://gone.hook.test/"), "{}")).isEqualTo(new Outcome.Refused());
    }

    @Test
    void whoCannotProveItsNameIsToldNothing() throws IOException {
        WebHost host = internet.web()
                .host("bad.hook.test")
                .answerOtherwise(_ -> Reply.status(204))
                .certificate(CertificateKind.EXPIRED);
        assertThat(send(client("https://bad.hook.test/"), "{}")).isInstanceOf(Outcome.Failed.class);
        assertThat(host.requests()).isZero();
    }

    @Test
    void addressesThatAreNotPublicAreNotCalled() throws IOException {
        var failed = new Outcome.Failed("the host has no address that may be called");
        assertThat(send(client("https://private.hook.test/"), "{}")).isEqualTo(failed);
        assertThat(send(client("https://nothing.test/"), "{}")).isEqualTo(failed);
    }

    @Test
    void onlyHttpsWithASecretWillDo() {
        assertThatIllegalStateException().isThrownBy(() -> client("http://good.hook.test/"));
        assertThatIllegalStateException().isThrownBy(() -> client("https://user@good.hook.test/"));
        assertThatIllegalStateException()
                .isThrownBy(() -> client(Map.of("mailkeep.report.webhook.url", "https://good.hook.test/")));
    }

    private static Outcome send(WebhookClient client, String body) {
        return client.send("msg_p5jXN8AQM9LWM0D4loKWxJek", body, NOW).await().atMost(PATIENCE);
    }

    private static WebhookClient client(String url) throws IOException {
        return client(Map.of(
                "mailkeep.report.webhook.url",
                url,
                "mailkeep.report.webhook.secret-file",
                folder.resolve("secret").toString()));
    }

    private static WebhookClient client(Map<String, String> webhook) throws IOException {
        var settings = new HashMap<>(internet.settings(folder));
        settings.putAll(webhook);
        return new WebhookClient(
                TestConfig.of(ReportConfig.class, settings),
                TestConfig.of(HttpsConfig.class, settings),
                new WebHostAddresses(TestConfig.of(DnsConfig.class, settings), vertx),
                new PublicAddresses(
                        TestConfig.of(NetConfig.class, settings).allowPrivate().orElseThrow()),
                new TrustedAuthorities(TestConfig.of(TlsConfig.class, settings)),
                vertx);
    }
}
