package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.james.jdkim.DKIMSigner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;

/** Debian's Postfix hands over a signed report with the transport of {@code deploy/postfix}. */
@Tag("real-programs")
@Timeout(240)
class ReportPostfixTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path EXAMPLES = Path.of("../deploy/postfix");
    private static final String DOMAIN = "example.com";

    private static final String MAIN = """
            compatibility_level = 3.6
            myhostname = mx.example.com
            mydestination =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mail_owner = postfix
            setgid_group = postdrop
            alias_maps =
            default_transport = error:nothing leaves this machine
            queue_directory = FOLDER/queue
            data_directory = FOLDER/data
            maillog_file = FOLDER/log
            maillog_file_prefixes = FOLDER
            transport_maps = texthash:FOLDER/transport
            """;

    private static final String MASTER = """
            pickup unix n - n 1 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 1 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            error unix - - n - - error
            retry unix - - n - - error
            postlog unix-dgram n - n - 1 postlogd
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aSignedReportIsStoredAsVerified() throws Exception {
        KeyPair key = rsaKey();
        try (var dns = DnsServer.start();
                var postgresql = EmbeddedPostgresql.temporary(List.of(ReportReplica.DATABASE));
                var kafka = EmbeddedKafka.temporary(Topic.ALL)) {
            dns.put("reporter.example", Signing.UNSIGNED, record(key));
            postgresql.start();
            kafka.start();
            try (var service = ReportReplica.start(
                    folder,
                    postgresql,
                    kafka,
                    Map.of(
                            "mailkeep.dns.servers",
                            "127.0.0.1:" + dns.address().getPort(),
                            "mailkeep.dns.mode",
                            "off"))) {
                Path config = configure(service.lmtpPort());
                run("postfix", "-c", config.toString(), "start");
                try {
                    sendmail(config, signed(key));
                    JsonNode report = awaitReport(service);
                    assertThat(report.path("trust").asText()).isEqualTo("dkim");
                    assertThat(report.path("signedBy").asText()).isEqualTo("reporter.example");
                    assertThat(report.path("transport").asText()).isEqualTo("lmtp");
                    assertThat(report.path("failed").asInt()).isEqualTo(3);
                    assertThat(Files.readString(folder.resolve("log"))).contains("status=sent (250 2.0.0 Kept)");
                } finally {
                    run("postfix", "-c", config.toString(), "stop");
                }
            }
        }
    }

    private Path configure(int lmtpPort) throws IOException {
        // Postfix' own processes are nobody's in particular, and have to get through here.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(folder.resolve("queue"));
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.writeString(config.resolve("main.cf"), MAIN.replace("FOLDER", folder.toString()));
        Files.writeString(config.resolve("master.cf"), MASTER + Files.readString(EXAMPLES.resolve("master.cf")));
        Files.writeString(
                folder.resolve("transport"),
                Files.readString(EXAMPLES.resolve("reports-transport")).replace("8424", Integer.toString(lmtpPort)));
        return config;
    }

    private static byte[] signed(KeyPair key) throws Exception {
        byte[] mail = ReportMails.mail("", DOMAIN, ReportMails.report("postfix-1", DOMAIN, 10, 3));
        String signature = new DKIMSigner(
                        "v=1; a=rsa-sha256; c=relaxed/relaxed; d=reporter.example; s=s1; h=from:to:subject:date; bh=; b=;",
                        key.getPrivate())
                .sign(new ByteArrayInputStream(mail));
        return (signature + "\r\n" + new String(mail, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static void sendmail(Path config, byte[] mail) throws IOException, InterruptedException {
        // On a mail system, lines end with LF; Postfix makes CRLF of it again.
        byte[] local =
                new String(mail, StandardCharsets.UTF_8).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        var process =
                start("sendmail", "-C", config.toString(), "-i", "-f", "noreply@reporter.example", "tlsrpt@" + DOMAIN);
        process.getOutputStream().write(local);
        process.getOutputStream().close();
        expectSuccess(process);
    }

    private JsonNode awaitReport(ReportReplica service) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        JsonNode list = service.get("/v1/reports?domain=" + DOMAIN);
        while (list.isEmpty()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no report; quarantine " + service.get("/v1/quarantine") + "; Postfix said:\n"
                        + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(200);
            list = service.get("/v1/reports?domain=" + DOMAIN);
        }
        return list.get(0);
    }

    private static KeyPair rsaKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** RFC 6376 §3.6.1; a string in DNS has 255 octets at most. */
    private static String record(KeyPair key) {
        String base64 = Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
        return "s1._domainkey 60 IN TXT \"v=DKIM1; p=\" \"" + base64.substring(0, 200) + "\" \"" + base64.substring(200)
                + "\"\n";
    }

    private static void run(String... command) throws IOException, InterruptedException {
        expectSuccess(start(command));
    }

    private static Process start(String... command) throws IOException {
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
        return builder.start();
    }

    private static void expectSuccess(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(process.info().toString()).isZero();
    }
}
