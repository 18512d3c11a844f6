package org.mailkeep.testkit.https;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.TestAuthority;
import org.mailkeep.testkit.tls.Tls;

/** Every fault of a host, as the JDK's HTTP client sees it. */
class WebServerTest {

    private static final String PATH = "/.well-known/mta-sts.txt";
    private static final TestAuthority AUTHORITY = TestAuthority.create("Test root", Clock.systemUTC());

    private static WebServer server;
    private static HttpClient client;

    private WebHost host;

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
    void freshHost() {
        server.remove("mta-sts.sts.test");
        host = server.host("mta-sts.sts.test");
    }

    @Test
    void aDocumentIsServedUnderTheNameOfItsHost() throws Exception {
        host.serve(PATH, Reply.text("version: STSv1\n"));
        HttpResponse<String> reply = get();
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(reply.body()).isEqualTo("version: STSv1\n");
        assertThat(host.requests()).isEqualTo(1);
    }

    @Test
    void repliesChangeAtRunTime() throws Exception {
        host.serve(PATH, Reply.text("one"));
        assertThat(get().body()).isEqualTo("one");
        host.serve(PATH, Reply.text("two"));
        assertThat(get().body()).isEqualTo("two");
        host.withdraw(PATH);
        assertThat(get().statusCode()).isEqualTo(404);
    }

    @Test
    void hostsDoNotShareTheirPages() throws Exception {
        host.serve(PATH, Reply.text("one"));
        server.host("mta-sts.other.test").serve(PATH, Reply.text("other"));
        assertThat(get().body()).isEqualTo("one");
        assertThat(get("mta-sts.other.test").body()).isEqualTo("other");
        assertThat(host.requests()).isEqualTo(1);
    }

    @Test
    void statusRedirectTypeAndEncodingAreWhatTheyAreToldToBe() throws Exception {
        host.serve(PATH, Reply.status(500));
        assertThat(get().statusCode()).isEqualTo(500);
        host.serve(PATH, Reply.redirect("https://elsewhere.test/policy"));
        assertThat(get().statusCode()).isEqualTo(302);
        assertThat(get().headers().firstValue("Location")).contains("https://elsewhere.test/policy");
        host.serve(PATH, Reply.of("text/html", new byte[] {'x'}));
        assertThat(get().headers().firstValue("Content-Type")).contains("text/html");
        host.serve(PATH, Reply.text("packed").gzipped());
        HttpResponse<byte[]> packed = client.send(request("mta-sts.sts.test"), BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .asString()
                .isEqualTo("packed");
    }

    @Test
    void badCertificatesAreRefusedByTheClient() throws Exception {
        host.serve(PATH, Reply.text("policy"));
        for (CertificateKind kind : CertificateKind.values()) {
            if (kind != CertificateKind.GOOD && kind != CertificateKind.COMMON_NAME_ONLY) {
                host.certificate(kind);
                assertThatThrownBy(this::get).as(kind.name()).isInstanceOf(SSLException.class);
            }
        }
        assertThat(host.requests()).isZero();
        host.certificate(CertificateKind.GOOD);
        assertThat(get().body()).isEqualTo("policy");
    }

    @Test
    void aNameThatNobodyHostsGetsNoHandshake() {
        assertThatThrownBy(() -> get("unknown.test")).isInstanceOf(SSLException.class);
    }

    @Test
    void aBodyCanBeWithoutEnd() throws Exception {
        host.serve(PATH, Reply.text("for ever and ").delivered(Delivery.ENDLESS_BODY));
        HttpResponse<InputStream> reply = client.send(request("mta-sts.sts.test"), BodyHandlers.ofInputStream());
        try (InputStream body = reply.body()) {
            assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
        }
        assertThat(reply.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void aBodyCanBeLongerThanAnybodyWants() throws Exception {
        byte[] large = new byte[70_000];
        Arrays.fill(large, (byte) 'x');
        host.serve(PATH, Reply.of("text/plain", large));
        assertThat(get().body()).hasSize(70_000);
    }

    @Test
    void aHostCanBeSlowOrSilent() throws Exception {
        Duration pause = Duration.ofMillis(50);
        for (Delivery slow : new Delivery[] {Delivery.SLOW_HEADER, Delivery.SILENCE}) {
            host.serve(PATH, Reply.text("takes its time, octet by octet").delivered(slow, pause));
            HttpRequest impatient = HttpRequest.newBuilder(uri("mta-sts.sts.test"))
                    .timeout(Duration.ofMillis(400))
                    .build();
            assertThatThrownBy(() -> client.send(impatient, BodyHandlers.ofString()))
                    .as(slow.name())
                    .isInstanceOf(HttpTimeoutException.class);
        }
        host.serve(PATH, Reply.text("slow").delivered(Delivery.SLOW_BODY, pause));
        long before = System.nanoTime();
        assertThat(get().body()).isEqualTo("slow");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(pause.multipliedBy(4));
    }

    @Test
    void aHostCanHangUp() {
        for (Delivery hangUp : new Delivery[] {Delivery.HANG_UP, Delivery.HANG_UP_IN_BODY}) {
            host.serve(PATH, Reply.text("half of it").delivered(hangUp));
            assertThatThrownBy(this::get).as(hangUp.name()).isInstanceOf(IOException.class);
        }
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return get("mta-sts.sts.test");
    }

    private static HttpResponse<String> get(String name) throws IOException, InterruptedException {
        return client.send(request(name), BodyHandlers.ofString());
    }

    private static HttpRequest request(String name) {
        return HttpRequest.newBuilder(uri(name)).timeout(Duration.ofSeconds(10)).build();
    }

    private static URI uri(String name) {
        return URI.create("https://" + name + ":" + server.address().getPort() + PATH);
    }
}
