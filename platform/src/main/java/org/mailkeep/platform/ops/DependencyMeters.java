package org.mailkeep.platform.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;

/** The meters of what every service works with: PostgreSQL, Kafka and the outbox between them. */
@ApplicationScoped
class DependencyMeters {

    private final Database database;
    private final Outbox outbox;
    private volatile double outboxPending = Double.NaN;

    DependencyMeters(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    void register(@Observes StartupEvent event, MeterRegistry meters, KafkaProbe kafka) {
        Gauge.builder("outbox_pending", this, self -> self.outboxPending)
                .description("Events that Kafka has not got yet; not a number while PostgreSQL is away")
                .register(meters);
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

    private static <T> void dependency(MeterRegistry meters, String name, T state, ToDoubleFunction<T> up) {
        Gauge.builder("dependency_up", state, up)
                .description("Whether what the service works with answers")
                .tag("name", name)
                .register(meters);
    }
}
