package org.mailkeep.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the caller's environment says.
 *
 * @param home the source tree with the built services
 * @param data the folder with everything that outlives a restart
 */
record Settings(Path home, Path data, Map<Port, Integer> ports, Map<String, String> environment) {

    static final String DATA = "MAILKEEP_DATA";

    /**
     * Reads them.
     *
     * @throws LauncherException when a port is not one
     */
    static Settings from(Path home, Map<String, String> environment) {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            ports.put(port, number(port, environment.get(port.variable())));
        }
        var data = environment.getOrDefault(DATA, "");
        return new Settings(
                home, data.isBlank() ? home.resolve(".mailkeep") : Path.of(data).toAbsolutePath(), ports, environment);
    }

    int port(Port port) {
        var number = ports.get(port);
        return number == null ? port.standard() : number;
    }

    String url(Port port) {
        return "http://127.0.0.1:" + port(port);
    }

    /** The same with the ports of a suite that runs already, whatever the environment says now. */
    Settings withPorts(Map<Port, Integer> running) {
        return new Settings(home, data, running, environment);
    }

    /**
     * The caller's environment without the names that only the launcher reads: the services would take them for settings
     * of their own.
     */
    Map<String, String> forServices() {
        var inherited = new HashMap<>(environment);
        inherited.remove(DATA);
        Arrays.stream(Port.values()).map(Port::variable).forEach(inherited::remove);
        return inherited;
    }

    private static int number(Port port, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return port.standard();
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new LauncherException(port.variable() + " is no port number: it must be between 1 and 65535.");
        }
        return Integer.parseInt(text);
    }
}
