package org.mailkeep.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.dns.DnsServer;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.FreePort;

/** Settings of the service under test: a token file, a spool on disk, a secret path, whose mail is hosted, keys in DNS. */
public final class ServiceResource implements QuarkusTestResourceLifecycleManager {

    /** Holds every role. */
    public static final String BEARER = "5f".repeat(32);

    /** The secret path of {@code secret.hosted.example}. */
    public static final String PATH = "0123456789abcdef-secret";

    private static final String CANARY_PATH = "0123456789abcdef-canary";

    private static final int WATCHED = 10;

    private @Nullable Peers peers;

    /** Domains with a secret path each, for tests that need one of their own. */
    public static String watched(int number) {
        return "w" + number + ".hosted.example";
    }

    /** The secret path of one of them. */
    public static String watchedPath(int number) {
        return "0123456789abcdef-w" + number;
    }

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-report");
            Path token = Files.writeString(folder.resolve("token"), BEARER + "\n");
            Peers started = Peers.start();
            peers = started;
            DnsServer server = started.internet().dns();
            for (String signer : List.of("reporter.example", "second.example", "silent.example", Peers.SUBMITTER)) {
                server.put(
                        signer,
                        Signing.UNSIGNED,
                        Signers.SELECTOR + "._domainkey 1 IN TXT \"" + Signers.KEY_RECORD + "\"\n");
            }
            var settings = new HashMap<String, String>(started.settings(folder));
            settings.putAll(Map.ofEntries(
                    Map.entry("mailkeep.dns.mode", "off"),
                    Map.entry("mailkeep.lmtp.port", Integer.toString(FreePort.find())),
                    Map.entry("mailkeep.report.canary.domain", "canary.hosted.example"),
                    Map.entry("mailkeep.report.canary.mail-to", "tlsrpt@hosted.example"),
                    Map.entry("mailkeep.report.authserv-id", "mx.hosted.example"),
                    Map.entry("mailkeep.auth.token-file", token.toString()),
                    Map.entry(
                            "mailkeep.report.spool-folder",
                            folder.resolve("spool").toString()),
                    Map.entry("mailkeep.report.tokens.\"secret.hosted.example\"", PATH),
                    Map.entry("mailkeep.report.hosted-domains", "hosted.example"),
                    Map.entry("mailkeep.report.answer-within", "60s"),
                    Map.entry("mailkeep.report.digest.to", "ops@hosted.example"),
                    Map.entry("mailkeep.report.max-bytes", "200000")));
            settings.put(
                    "mailkeep.report.canary.https-url",
                    started.gate().address("/v1/tlsrpt/" + CANARY_PATH).toString());
            settings.put("mailkeep.report.tokens.\"canary.hosted.example\"", CANARY_PATH);
            for (int i = 0; i < WATCHED; i++) {
                settings.put("mailkeep.report.tokens.\"" + watched(i) + "\"", watchedPath(i));
            }
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whose faults a test may set. */
    @Override
    public void inject(TestInjector injector) {
        if (peers != null) {
            injector.injectIntoFields(peers, new TestInjector.MatchesType(Peers.class));
            injector.injectIntoFields(peers.gate(), new TestInjector.MatchesType(HttpsGate.class));
            injector.injectIntoFields(peers.internet().dns(), new TestInjector.MatchesType(DnsServer.class));
        }
    }

    @Override
    public void stop() {
        try {
            if (peers != null) {
                peers.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
