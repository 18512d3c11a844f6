package org.mailkeep.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.dns.ValidatingClient;
import org.mailkeep.testkit.smtp.SmtpClient;
import org.mailkeep.testkit.tls.Tls;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/** The demo world is what its list says: seen through a validator, an HTTPS client and SMTP sessions. */
class DemoWorldTest {

    private static SmallInternet internet;
    private static ValidatingClient dns;

    @BeforeAll
    static void start() throws IOException {
        internet = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
        dns = new ValidatingClient(internet.dns());
    }

    @AfterAll
    static void stop() throws IOException {
        internet.close();
    }

    @Test
    void theListSaysOneThingPerDomain() {
        List<DemoDomain> domains = DemoWorld.domains();
        assertThat(domains).extracting(DemoDomain::name).doesNotHaveDuplicates();
        assertThat(domains).extracting(DemoDomain::shows).doesNotHaveDuplicates();
        assertThat(domains).allSatisfy(domain -> {
            String reply = domain.postfixReply();
            switch (domain.effective()) {
                case "dane" -> assertThat(reply).startsWith("OK dane");
                case "mixed" -> assertThat(reply).isEqualTo("OK dane");
                case "sts" -> assertThat(reply).matches("OK secure match=\\S+ servername=hostname");
                case "none" -> assertThat(reply).isEqualTo("NOTFOUND ");
                case "tempfail" -> assertThat(reply).isEqualTo("TEMP ");
                default -> throw new AssertionError(domain.effective());
            }
        });
    }

    @Test
    void aTemporaryFailureIsRecognisedByItsBeginning() {
        DemoDomain bogus = new DemoDomain("bogus.example", "", "tempfail", "TEMP ");
        assertThat(bogus.accepts("TEMP the signature of the MX records is wrong"))
                .isTrue();
        assertThat(bogus.accepts("NOTFOUND ")).isFalse();
        DemoDomain none = new DemoDomain("plain.example", "", "none", "NOTFOUND ");
        assertThat(none.accepts("NOTFOUND ")).isTrue();
        assertThat(none.accepts("NOTFOUND")).isFalse();
    }

    @Test
    void daneDomainsAreSecureFromTheMxToTheTlsa() throws IOException {
        for (String domain : List.of(
                "dane.example",
                "nsec3.example",
                "bücher.example",
                "alias.example",
                "hosted.example",
                "deadmx.example",
                "mismatch.example",
                "stripped.example",
                "dane-and-sts.example",
                "unusable.example",
                "mixed.example",
                "mixed-sts.example",
                "tlsafail.example")) {
            assertThat(dns.ask(domain, "MX")).as(domain).startsWith("secure NOERROR ");
        }
        answers("_25._tcp.mx1.dane.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mx2.dane.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mail.nsec3.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mail.bücher.example", "TLSA", "secure NOERROR 1");
        answers("implicit.example", "MX", "secure NOERROR");
        answers("_25._tcp.implicit.example", "TLSA", "secure NOERROR 1");
        answers("mail.alias.example", "CNAME", "secure NOERROR 1");
        answers("mail.alias.example", "A", "secure NOERROR 1");
        answers("_25._tcp.real.alias.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mail.alias.example", "TLSA", "secure NXDOMAIN");
        answers("gone.deadmx.example", "A", "secure NXDOMAIN");
        answers("_25._tcp.mx.hosting.test", "TLSA", "secure NOERROR 1");
    }

    @Test
    void partlySecuredDomainsLackWhatTheyAreSaidToLack() throws IOException {
        answers("insecuremx.example", "MX", "insecure NOERROR 1");
        answers("_25._tcp.mx1.mixed.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mx2.mixed.example", "TLSA", "secure NXDOMAIN");
        answers("_25._tcp.mx1.tlsafail.example", "TLSA", "secure NOERROR 1");
        answers("_25._tcp.mx2.tlsafail.example", "TLSA", "failed");
        assertThat(tlsa("mail.unusable.example").getCertificateUsage()).isEqualTo(1);
    }

    @Test
    void theRestIsInsecureEmptyOrBroken() throws IOException {
        answers("sts.example", "MX", "insecure NOERROR 1");
        answers("_mta-sts.sts.example", "TXT", "insecure NOERROR 1");
        answers("plain.example", "MX", "insecure NOERROR 1");
        answers("_mta-sts.plain.example", "TXT", "insecure NXDOMAIN");
        answers("nullmx.example", "MX", "secure NOERROR 1");
        answers("missing.example", "MX", "secure NXDOMAIN");
        answers("bogus.example", "MX", "bogus");
        answers("expired.example", "MX", "bogus");
        answers("servfail.example", "MX", "failed");
    }

    @Test
    void policiesAreServedWhereMtaStsLooksForThem() throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(Tls.clientTrusting(internet.authority().certificate()))
                .build()) {
            assertThat(fetch(client, "sts.example").body())
                    .isEqualTo("version: STSv1\r\nmode: enforce\r\nmx: mail.sts.example\r\nmax_age: 604800\r\n");
            assertThat(fetch(client, "testing.example").body()).contains("mode: testing");
            assertThat(fetch(client, "stsmode-none.example").body()).contains("mode: none");
            assertThat(fetch(client, "mixed-sts.example").body()).contains("mode: enforce");
            assertThat(fetch(client, "brokenpolicy.example").body()).contains("max_age: a week");
            assertThat(fetch(client, "stsfetch404.example").statusCode()).isEqualTo(404);
            assertThatThrownBy(() -> fetch(client, "stsbadcert.example")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void mailExchangersPresentWhatTheirTlsaRecordsAnnounce() throws Exception {
        for (String host : List.of(
                "mx1.dane.example",
                "mx2.dane.example",
                "mail.nsec3.example",
                "mail.xn--bcher-kva.example",
                "implicit.example",
                "real.alias.example",
                "mx.hosting.test",
                "mail.deadmx.example",
                "mail.dane-and-sts.example",
                "mx1.mixed.example",
                "mx1.mixed-sts.example")) {
            assertThat(presented(host)).as(host).isEqualTo(announced(host));
        }
        assertThat(presented("mail.mismatch.example")).isNotEqualTo(announced("mail.mismatch.example"));
        try (SmtpClient stripped = new SmtpClient(new InetSocketAddress("127.0.0.2", internet.smtpPort()))) {
            stripped.reply();
            assertThat(stripped.say("EHLO client.example")).noneMatch(line -> line.contains("STARTTLS"));
        }
    }

    @Test
    void theSettingsPointServicesIntoTheWorld(@TempDir Path folder) throws IOException {
        Map<String, String> settings = internet.settings(folder);
        assertThat(settings).containsEntry("mailkeep.dns.servers", internet.dnsServer());
        assertThat(settings).containsEntry("mailkeep.https.port", Integer.toString(internet.httpsPort()));
        assertThat(Path.of(settings.getOrDefault("mailkeep.dns.trust-anchors", "")))
                .content()
                .contains("DS");
        assertThat(Path.of(settings.getOrDefault("mailkeep.tls.extra-ca", "")))
                .content()
                .startsWith("-----BEGIN CERTIFICATE-----");
    }

    private static void answers(String name, String type, String outcome) throws IOException {
        assertThat(dns.ask(name, type)).as("%s %s", name, type).isEqualTo(outcome);
    }

    private static HttpResponse<String> fetch(HttpClient client, String domain)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://mta-sts." + domain + ":" + internet.httpsPort() + "/.well-known/mta-sts.txt");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static TLSARecord tlsa(String host) throws IOException {
        Message reply = new SimpleResolver(internet.dns().address())
                .send(ValidatingClient.query("_25._tcp." + host, Type.TLSA));
        return (TLSARecord) reply.getSection(Section.ANSWER).getFirst();
    }

    private static String announced(String host) throws IOException {
        return tlsa(host).rdataToString().toLowerCase(Locale.ROOT);
    }

    private static String presented(String host) throws Exception {
        try (SmtpClient client = new SmtpClient(internet.mx().address())) {
            client.reply();
            client.say("EHLO client.example");
            client.say("STARTTLS");
            SSLSocket secured =
                    client.secure(Tls.clientTrusting(internet.authority().certificate()), host);
            byte[] key =
                    secured.getSession().getPeerCertificates()[0].getPublicKey().getEncoded();
            client.say("QUIT");
            return "3 1 1 "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        }
    }
}
