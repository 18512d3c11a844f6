package org.mailkeep.keydir;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.world.SmallInternet;

/** Lets the service live in a small internet, with a token file. A test gets hold of the internet by a field of its type. */
public final class KeydirWorldResource implements QuarkusTestResourceLifecycleManager {

    /** The name that customers' aliases have to lead to. */
    public static final String HOST = "keys.provider.example";

    /** As long as 256 bits are in hexadecimal. */
    public static final String TOKEN = "5f".repeat(32);

    private @Nullable SmallInternet internet;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-keydir");
            SmallInternet started = SmallInternet.start(SmallInternet.Ports.FREE, Clock.systemUTC());
            internet = started;
            var settings = new HashMap<>(started.settings(folder));
            settings.put(
                    "mailkeep.auth.token-file",
                    Files.writeString(folder.resolve("token"), TOKEN + "\n").toString());
            settings.put("mailkeep.keydir.host-name", HOST);
            settings.put("mailkeep.keydir.certificates-per-day", "2");
            settings.put("mailkeep.keydir.keys.per-account", "2");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(internet, new TestInjector.MatchesType(SmallInternet.class));
    }

    @Override
    public void stop() {
        try {
            if (internet != null) {
                internet.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
