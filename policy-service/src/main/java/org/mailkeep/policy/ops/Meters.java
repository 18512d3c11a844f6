package org.mailkeep.policy.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mailkeep.policy.app.CacheState;
import org.mailkeep.policy.app.LookupStatistics;
import org.mailkeep.policy.app.LookupStatistics.Source;
import org.mailkeep.policy.app.Overrides;

/** The meters of lookups, caches and overrides; every label comes from a closed set. */
@ApplicationScoped
class Meters {

    void register(
            @Observes StartupEvent event,
            MeterRegistry meters,
            LookupStatistics statistics,
            CacheState caches,
            Overrides overrides) {
        for (Source source : Source.values()) {
            FunctionCounter.builder("tlspolicy_lookups", statistics, counted -> counted.answers(source))
                    .description("Answers, by where they came from")
                    .tag("source", source.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        for (String effective : LookupStatistics.effectiveWords()) {
            FunctionCounter.builder("tlspolicy_decisions", statistics, counted -> counted.answersAmountingTo(effective))
                    .description("Answers, by what they amount to")
                    .tag("effective", effective)
                    .register(meters);
        }
        Gauge.builder("tlspolicy_overrides", overrides, Overrides::size)
                .description("Domains about which an operator decided")
                .register(meters);
        cache(meters, "policies", caches, CacheState::policies);
        cache(meters, "negatives", caches, CacheState::negatives);
        cache(meters, "pending_writes", caches, CacheState::pendingWrites);
    }

    private static <T> void cache(MeterRegistry meters, String name, T state, ToDoubleFunction<T> size) {
        Gauge.builder("tlspolicy_cache_entries", state, size)
                .description("Domains in memory")
                .tag("cache", name)
                .register(meters);
    }
}
