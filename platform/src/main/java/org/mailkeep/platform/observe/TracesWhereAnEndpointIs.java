package org.mailkeep.platform.observe;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Traces are made when somebody says where to send them, and cost nothing else. Quarkus alone would make them always, and
 * send them to a collector on this machine.
 */
public final class TracesWhereAnEndpointIs implements ConfigSourceFactory {

    private static final List<String> ENDPOINTS =
            List.of("quarkus.otel.exporter.otlp.endpoint", "quarkus.otel.exporter.otlp.traces.endpoint");

    /** Below every file, so that {@code quarkus.otel.sdk.disabled} itself still has the last word. */
    private static final int ORDINAL = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        boolean somewhere = ENDPOINTS.stream().map(context::getValue).anyMatch(TracesWhereAnEndpointIs::isGiven);
        return List.of(new PropertiesConfigSource(
                Map.of("quarkus.otel.sdk.disabled", Boolean.toString(!somewhere)), "traces", ORDINAL));
    }

    /** Defaults have negative ordinals. */
    private static boolean isGiven(@Nullable ConfigValue value) {
        return value != null
                && value.getSourceOrdinal() >= 0
                && value.getValue() != null
                && !value.getValue().isBlank();
    }
}
