package org.mailkeep.launcher;

import java.util.Map;

/** The small internet on loopback that the services see instead of the real one, unless {@code --live} is given. */
final class DemoNetwork implements AutoCloseable {

    private DemoNetwork() {}

    static DemoNetwork start(Settings settings, DataFolder folder) {
        return new DemoNetwork();
    }

    /** What makes the services see it. */
    Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public void close() {}
}
