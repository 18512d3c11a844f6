package org.mailkeep.launcher;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoKeys;
import org.mailkeep.testkit.world.DemoWorld;
import org.mailkeep.testkit.world.SmallInternet;

/** The small internet on loopback that the services see instead of the real one, unless {@code --live} is given. */
final class DemoNetwork implements AutoCloseable {

    private final SmallInternet internet;
    private final Map<String, String> environment;

    private DemoNetwork(SmallInternet internet, Map<String, String> environment) {
        this.internet = internet;
        this.environment = environment;
    }

    /**
     * Starts it and leaves its trust anchor and its certificate authority in the data folder.
     *
     * @throws LauncherException when it does not start
     */
    static DemoNetwork start(Settings settings, DataFolder folder) {
        var ports = new SmallInternet.Ports(
                settings.port(Port.DEMO_DNS), settings.port(Port.DEMO_HTTPS), settings.port(Port.DEMO_SMTP));
        try {
            var internet = DemoWorld.start(ports, Clock.systemUTC());
            DemoKey.write(folder);
            var environment = new HashMap<String, String>();
            internet.settings(folder.demo()).forEach((name, value) -> environment.put(variable(name), value));
            // The names that DNSSEC validation is tried on, since those of the real internet are not there.
            environment.put("MAILKEEP_DNS_KNOWN_SIGNED", "dane.example");
            environment.put("MAILKEEP_DNS_KNOWN_BOGUS", "bogus.example");
            environment.put("MAILKEEP_KEYDIR_HOST_NAME", "keydir.home.example");
            environment.put("MAILKEEP_VKS_URLS", DemoKeys.keyserver());
            return new DemoNetwork(internet, environment);
        } catch (IOException e) {
            throw new LauncherException("The demo world did not start: " + e.getMessage(), e);
        }
    }

    static List<String> domains() {
        return DemoWorld.domains().stream().map(DemoDomain::name).toList();
    }

    /** What makes the services see it. */
    Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() throws IOException {
        internet.close();
    }

    /** The environment variable of a property, by MicroProfile's rule. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
