package org.mailkeep.keylookup;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.world.DemoKeys;

/** Lets the service live in a {@link KeyWorld}. A test gets hold of it by a field of that type. */
public final class KeyWorldResource implements QuarkusTestResourceLifecycleManager {

    /** Holds all roles. */
    public static final String TOKEN = "5f".repeat(32);

    private @Nullable KeyWorld world;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-keylookup");
            var started = new KeyWorld();
            world = started;
            var settings = new HashMap<>(started.internet().settings(folder));
            Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
            settings.put("mailkeep.auth.token-file", token.toString());
            settings.put(
                    "mailkeep.vks.urls",
                    String.join(",", started.first().url(), started.second().url(), DemoKeys.keyserver()));
            settings.put("mailkeep.keydir.url", started.ownDirectory().url());
            settings.put("mailkeep.dns.known-signed", "vks.example");
            settings.put("mailkeep.dns.known-bogus", "bogus.example");
            // Tests refresh when they want to.
            settings.put("mailkeep.keylookup.refresh.enabled", "false");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(world, new TestInjector.MatchesType(KeyWorld.class));
    }

    @Override
    public void stop() {
        try {
            if (world != null) {
                world.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
