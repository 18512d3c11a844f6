package org.mailkeep.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TracesWhereAnEndpointIsTest {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";

    @Test
    void nothingIsTracedUnlessSomebodySaysWhereTo() {
        assertThat(isOff(Map.of())).isTrue();
        assertThat(isOff(Map.of(ENDPOINT, ""))).isTrue();
        assertThat(isOff(Map.of(ENDPOINT, "http://collector.example:4318"))).isFalse();
        assertThat(isOff(Map.of("quarkus.otel.exporter.otlp.traces.endpoint", "http://collector.example:4318")))
                .isFalse();
        assertThat(isOff(Map.of(ENDPOINT, "http://collector.example:4318", "quarkus.otel.sdk.disabled", "true")))
                .isTrue();
    }

    private static boolean isOff(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withDefaultValue(ENDPOINT, "http://localhost:4317")
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new TracesWhereAnEndpointIs())
                .build()
                .getValue("quarkus.otel.sdk.disabled", Boolean.class);
    }
}
