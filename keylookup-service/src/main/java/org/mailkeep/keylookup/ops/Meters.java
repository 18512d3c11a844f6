package org.mailkeep.keylookup.ops;

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
import org.mailkeep.keylookup.app.AnswerMemory;
import org.mailkeep.keylookup.app.LookupStatistics;
import org.mailkeep.keylookup.app.LookupStatistics.From;
import org.mailkeep.platform.ops.KafkaProbe;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;

/** The meters of lookups, caches and dependencies; every label comes from a closed set. */
@ApplicationScoped
class Meters {

    private final Outbox outbox;
    private final Database database;
    private volatile double outboxPending = Double.NaN;

    Meters(Outbox outbox, Database database) {
        this.outbox = outbox;
        this.database = database;
    }

    void register(
            @Observes StartupEvent event,
            MeterRegistry meters,
            LookupStatistics statistics,
            AnswerMemory memory,
            KafkaProbe kafka) {
        for (From from : From.values()) {
            for (String result : LookupStatistics.resultWords()) {
                FunctionCounter.builder("keylookup_answers", statistics, counted -> counted.answers(from, result))
                        .description("Answers about addresses, by where they came from and what they were")
                        .tag("from", from.name().toLowerCase(Locale.ROOT))
                        .tag("result", result)
                        .register(meters);
            }
        }
        Gauge.builder("outbox_pending", this, self -> self.outboxPending)
                .description("Events that Kafka has not got yet; not a number while PostgreSQL is away")
                .register(meters);
        cache(meters, "answers", memory, AnswerMemory::answerCount);
        cache(meters, "certificates", memory, AnswerMemory::certificateCount);
        dependency(meters, "postgresql", database, state -> state.isAvailable() ? 1 : 0);
        dependency(meters, "kafka", kafka, state -> state.isAvailable() ? 1 : 0);
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

    /** Without traffic nobody else would notice whether PostgreSQL answers. */
    @Scheduled(
            every = "3s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> probe() {
        return database.probe();
    }

    private static <T> void cache(MeterRegistry meters, String name, T state, ToDoubleFunction<T> size) {
        Gauge.builder("keylookup_cache_entries", state, size)
                .description("What is in memory")
                .tag("cache", name)
                .register(meters);
    }

    private static <T> void dependency(MeterRegistry meters, String name, T state, ToDoubleFunction<T> up) {
        Gauge.builder("dependency_up", state, up)
                .description("Whether what the service works with answers")
                .tag("name", name)
                .register(meters);
    }
}
