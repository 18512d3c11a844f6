package org.mailkeep.testkit;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** A service's settings, without Quarkus. */
public final class TestConfig {

    private TestConfig() {}

    /**
     * The defaults with these properties instead.
     *
     * @param mapping a {@code @ConfigMapping}
     * @param properties may hold some of other mappings
     */
    public static <T> T of(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withMappingIgnore("mailkeep.**")
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
