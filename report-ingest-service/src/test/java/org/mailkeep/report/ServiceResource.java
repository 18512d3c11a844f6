package org.mailkeep.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of the service under test: a token file, a spool on disk, a secret path, and whose mail is hosted. */
public final class ServiceResource implements QuarkusTestResourceLifecycleManager {

    /** Holds every role. */
    public static final String BEARER = "5f".repeat(32);

    /** The secret path of {@code secret.hosted.example}. */
    public static final String PATH = "0123456789abcdef-secret";

    private @Nullable Peers peers;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-report");
            Path token = Files.writeString(folder.resolve("token"), BEARER + "\n");
            var started = Peers.start();
            peers = started;
            var settings = new HashMap<String, String>(started.settings(folder));
            settings.putAll(Map.of(
                    "mailkeep.auth.token-file",
                    token.toString(),
                    "mailkeep.report.spool-folder",
                    folder.resolve("spool").toString(),
                    "mailkeep.report.tokens.\"secret.hosted.example\"",
                    PATH,
                    "mailkeep.report.hosted-domains",
                    "hosted.example",
                    "mailkeep.report.answer-within",
                    "60s",
                    "mailkeep.report.max-bytes",
                    "200000"));
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(peers, new TestInjector.MatchesType(Peers.class));
    }

    @Override
    public void stop() {
        if (peers != null) {
            try {
                peers.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
