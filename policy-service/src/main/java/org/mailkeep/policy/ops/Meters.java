package org.mailkeep.policy.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.app.CacheState;
import org.mailkeep.policy.app.LookupStatistics;
import org.mailkeep.policy.app.LookupStatistics.Source;
import org.mailkeep.policy.app.Overrides;

/** The meters of lookups, caches and dependencies; every label comes from a closed set. */
@ApplicationScoped
class Meters {

    private final Outbox outbox;
    private volatile double outboxPending = Double.NaN;

    Meters(Outbox outbox) {
        this.outbox = outbox;
    }

    void register(
            @Observes StartupEvent event,
            MeterRegistry meters,
            LookupStatistics statistics,
            CacheState caches,
            Overrides overrides,
            Database database,
            KafkaProbe kafka) {
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
        Gauge.builder("outbox_pending", this, self -> self.outboxPending)
                .description("Events that Kafka has not got yet; not a number while PostgreSQL is away")
                .register(meters);
        Gauge.builder("tlspolicy_overrides", overrides, Overrides::size)
                .description("Domains about which an operator decided")
                .register(meters);
        cache(meters, "policies", caches, CacheState::policies);
        cache(meters, "negatives", caches, CacheState::negatives);
        cache(meters, "pending_writes", caches, CacheState::pendingWrites);
        dependency(meters, "postgresql", database, Database::isAvailable);
        dependency(meters, "kafka", kafka, KafkaProbe::isAvailable);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> countPending() {
        return outbox.pending()
                .invoke(result -> outboxPending = switch (result) {
                    case StoreResult.Done<Long>(Long count) -> count;
                    case StoreResult.Unavailable<Long> _ -> Double.NaN;
                })
                .replaceWithVoid();
    }

    private static <T> void cache(MeterRegistry meters, String name, T state, ToDoubleFunction<T> size) {
        Gauge.builder("tlspolicy_cache_entries", state, size)
                .description("Domains in memory")
                .tag("cache", name)
                .register(meters);
    }

    private static <T> void dependency(
            MeterRegistry meters, String name, T dependency, java.util.function.Predicate<T> up) {
        Gauge.builder("dependency_up", dependency, state -> up.test(state) ? 1 : 0)
                .description("Whether what the service works with answers")
                .tag("name", name)
                .register(meters);
    }
}
