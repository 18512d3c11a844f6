package org.mailkeep.policy.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The settings of the service, without Quarkus. */
public final class TestConfig {

    private TestConfig() {}

    /** The defaults with these properties instead. */
    public static PolicyConfig of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(PolicyConfig.class)
                .withMappingIgnore("mailkeep.**")
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PolicyConfig.class);
    }
}
