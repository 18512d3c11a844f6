package org.mailkeep.report;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of the service under test: a token file, a spool on disk, a secret path, and whose mail is hosted. */
public final class ServiceResource implements QuarkusTestResourceLifecycleManager {

    /** Holds every role. */
    public static final String BEARER = "5f".repeat(32);

    /** The secret path of {@code secret.hosted.example}. */
    public static final String PATH = "0123456789abcdef-secret";

    private static final int WATCHED = 8;

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
            var settings = new HashMap<>(Map.of(
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
                    "mailkeep.report.digest.to",
                    "ops@hosted.example",
                    "mailkeep.report.max-bytes",
                    "200000"));
            for (int i = 0; i < WATCHED; i++) {
                settings.put("mailkeep.report.tokens.\"" + watched(i) + "\"", watchedPath(i));
            }
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {}
}
