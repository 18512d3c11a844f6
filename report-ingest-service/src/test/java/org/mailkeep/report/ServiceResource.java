package org.mailkeep.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.FreePort;
import org.mailkeep.testkit.smtp.LmtpClient;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** Settings of the service under test: a token file, a spool on disk, a secret path, whose mail is hosted, keys in DNS. */
public final class ServiceResource implements QuarkusTestResourceLifecycleManager {

    /** Holds every role. */
    public static final String BEARER = "5f".repeat(32);

    /** The secret path of {@code secret.hosted.example}. */
    public static final String PATH = "0123456789abcdef-secret";

    private @Nullable DnsServer dns;
    private Runnable stopRelay = () -> {};

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-report");
            Path token = Files.writeString(folder.resolve("token"), BEARER + "\n");
            DnsServer server = DnsServer.start();
            dns = server;
            for (String signer : List.of("reporter.example", "second.example", "silent.example")) {
                server.put(
                        signer,
                        Signing.UNSIGNED,
                        Signers.SELECTOR + "._domainkey 1 IN TXT \"" + Signers.KEY_RECORD + "\"\n");
            }
            int lmtp = FreePort.find();
            SMTPServer relay = relayTo(lmtp);
            relay.start();
            stopRelay = relay::stop;
            return Map.ofEntries(
                    Map.entry(
                            "mailkeep.dns.servers",
                            "127.0.0.1:" + server.address().getPort()),
                    Map.entry("mailkeep.dns.mode", "off"),
                    Map.entry("mailkeep.lmtp.port", Integer.toString(lmtp)),
                    Map.entry("mailkeep.report.dkim.domain", "reporter.example"),
                    Map.entry("mailkeep.report.dkim.selector", Signers.SELECTOR),
                    Map.entry(
                            "mailkeep.report.dkim.key-file",
                            Files.writeString(folder.resolve("dkim"), Signers.PEM)
                                    .toString()),
                    Map.entry("mailkeep.report.canary.domain", "canary.hosted.example"),
                    Map.entry("mailkeep.report.canary.mail-to", "tlsrpt@hosted.example"),
                    Map.entry("mailkeep.report.canary.relay.host", "127.0.0.1"),
                    Map.entry("mailkeep.report.canary.relay.port", Integer.toString(relay.getPortAllocated())),
                    Map.entry("mailkeep.report.authserv-id", "mx.hosted.example"),
                    Map.entry("mailkeep.auth.token-file", token.toString()),
                    Map.entry(
                            "mailkeep.report.spool-folder",
                            folder.resolve("spool").toString()),
                    Map.entry("mailkeep.report.tokens.\"secret.hosted.example\"", PATH),
                    Map.entry("mailkeep.report.hosted-domains", "hosted.example"),
                    Map.entry("mailkeep.report.answer-within", "60s"),
                    Map.entry("mailkeep.report.max-bytes", "200000"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A mail server that hands over to the service what it takes. */
    private static SMTPServer relayTo(int lmtp) {
        return SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .insertReceivedHeaders(true)
                .messageHandler((_, _, to, mail) -> {
                    try (var client = new LmtpClient(lmtp)) {
                        client.say("LHLO relay.example");
                        client.deliver(mail, to);
                    } catch (IOException failed) {
                        throw new RejectException(451, failed.getMessage());
                    }
                })
                .build();
    }

    /** Whose faults a test may set. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(dns, new TestInjector.MatchesType(DnsServer.class));
    }

    @Override
    public void stop() {
        stopRelay.run();
        try {
            if (dns != null) {
                dns.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
