package org.mailkeep.report.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.app.IncidentStatistics;
import org.mailkeep.report.app.IntakeStatistics;
import org.mailkeep.report.app.SendWebhooks;
import org.mailkeep.report.store.IncidentQueries;
import org.mailkeep.report.store.QuarantineRepository;
import org.mailkeep.report.store.SpoolRepository;

/** The meters of intake and incidents; every label comes from a closed set. What strangers write is none. */
@ApplicationScoped
class Meters {

    private static final List<String> STATES = List.of("open", "confirmed", "not-reproducible", "fixed");

    private final SpoolRepository spool;
    private final QuarantineRepository quarantine;
    private final IncidentQueries incidents;
    private volatile double spooled = Double.NaN;
    private volatile double quarantined = Double.NaN;
    private volatile Map<String, Long> alive = Map.of();
    private volatile boolean known;

    Meters(SpoolRepository spool, QuarantineRepository quarantine, IncidentQueries incidents) {
        this.spool = spool;
        this.quarantine = quarantine;
        this.incidents = incidents;
    }

    void register(
            @Observes StartupEvent event,
            MeterRegistry meters,
            IntakeStatistics intake,
            IncidentStatistics changes,
            SendWebhooks webhooks) {
        for (IntakeStatistics.Key key : IntakeStatistics.keys()) {
            FunctionCounter.builder("report_intake", intake, counted -> counted.count(key))
                    .description("Reports, by the way they came and what became of them")
                    .tag("path", key.path())
                    .tag("outcome", key.outcome())
                    .register(meters);
        }
        for (IncidentStatistics.Kind kind : IncidentStatistics.Kind.values()) {
            FunctionCounter.builder("report_incident_changes", changes, counted -> counted.count(kind))
                    .description("What became of incidents")
                    .tag("change", word(kind))
                    .register(meters);
        }
        for (SendWebhooks.Outcome outcome : SendWebhooks.Outcome.values()) {
            FunctionCounter.builder("report_webhook_calls", webhooks, counted -> counted.count(outcome))
                    .description("Attempts to call the webhook")
                    .tag("outcome", word(outcome))
                    .register(meters);
        }
        for (String state : STATES) {
            Gauge.builder("report_incidents", this, self -> self.incidents(state))
                    .description("Incidents that are not closed; not a number while PostgreSQL is away")
                    .tag("state", state)
                    .register(meters);
        }
        Gauge.builder("report_spool_depth", this, self -> self.spooled)
                .description("Arrivals that wait in PostgreSQL; not a number while it is away")
                .register(meters);
        Gauge.builder("report_quarantine_size", this, self -> self.quarantined)
                .description("Arrivals that could not be read; not a number while PostgreSQL is away")
                .register(meters);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return spool.depth()
                .invoke(result -> spooled = number(result))
                .flatMap(_ -> quarantine.size())
                .invoke(result -> quarantined = number(result))
                .flatMap(_ -> incidents.counts())
                .invoke(this::take)
                .replaceWithVoid();
    }

    private void take(StoreResult<Map<String, Long>> result) {
        switch (result) {
            case StoreResult.Done<Map<String, Long>>(Map<String, Long> counts) -> {
                alive = counts;
                known = true;
            }
            case StoreResult.Unavailable<Map<String, Long>> _ -> known = false;
        }
    }

    private double incidents(String state) {
        return known ? alive.getOrDefault(state, 0L) : Double.NaN;
    }

    static double number(StoreResult<Long> result) {
        return switch (result) {
            case StoreResult.Done<Long>(Long count) -> count;
            case StoreResult.Unavailable<Long> _ -> Double.NaN;
        };
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
