package org.mailkeep.policy;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** Lets the service live in the demo world, with a token file. A test gets hold of both by a field of their type. */
public final class DemoWorldResource implements QuarkusTestResourceLifecycleManager {

    /** The file of {@code mailkeep.auth.token-file}. */
    public record TokenFile(Path path) {

        /** As long as 256 bits are in hexadecimal. */
        public static final String TOKEN = "5f".repeat(32);
    }

    private @Nullable SmallInternet internet;
    private @Nullable TokenFile tokenFile;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("mailkeep-policy");
            var world = DemoWorld.start(SmallInternet.Ports.FREE, Clock.systemUTC());
            internet = world;
            tokenFile = new TokenFile(Files.writeString(folder.resolve("token"), TokenFile.TOKEN + "\n"));
            var settings = new HashMap<>(world.settings(folder));
            settings.put("mailkeep.auth.token-file", folder.resolve("token").toString());
            settings.put("mailkeep.socketmap.port", "0");
            // So that a test can call from somewhere else.
            settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
            settings.put("mailkeep.rate.requests-per-second", "1");
            settings.put("mailkeep.rate.burst", "5");
            settings.put("mailkeep.dns.known-signed", "dane.example");
            settings.put("mailkeep.dns.known-bogus", "bogus.example");
            return settings;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void inject(TestInjector testInjector) {
        testInjector.injectIntoFields(internet, new TestInjector.MatchesType(SmallInternet.class));
        testInjector.injectIntoFields(tokenFile, new TestInjector.MatchesType(TokenFile.class));
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
