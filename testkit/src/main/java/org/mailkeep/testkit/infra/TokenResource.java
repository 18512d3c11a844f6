package org.mailkeep.testkit.infra;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a module's {@code @QuarkusTest} classes a file with the local token. */
public final class TokenResource implements QuarkusTestResourceLifecycleManager {

    /** As long as 256 bits are in hexadecimal. */
    public static final String TOKEN = "5f".repeat(32);

    private @Nullable Path file;

    @Override
    public Map<String, String> start() {
        try {
            Path written = Files.writeString(Files.createTempFile("mailkeep", "token"), TOKEN + "\n");
            file = written;
            return Map.of("mailkeep.auth.token-file", written.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
