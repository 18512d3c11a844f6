package org.mailkeep.report.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.mailkeep.report.app.OutgoingStatistics;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.report.store.WebhookRepository;

/** The meters of what goes out: own reports, the digest, webhook calls. Whom it goes to is no label. */
@ApplicationScoped
class OutgoingMeters {

    private final OutboundDeliveries deliveries;
    private final WebhookRepository webhooks;
    private volatile double reportsWaiting = Double.NaN;
    private volatile double callsWaiting = Double.NaN;

    OutgoingMeters(OutboundDeliveries deliveries, WebhookRepository webhooks) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
    }

    void register(@Observes StartupEvent event, MeterRegistry meters, OutgoingStatistics statistics) {
        for (OutgoingStatistics.What what : OutgoingStatistics.What.values()) {
            for (OutgoingStatistics.Outcome outcome : OutgoingStatistics.Outcome.values()) {
                FunctionCounter.builder("report_outgoing_attempts", statistics, self -> self.count(what, outcome))
                        .description("Attempts to send a report of our own or the digest")
                        .tag("what", Meters.word(what))
                        .tag("outcome", Meters.word(outcome))
                        .register(meters);
            }
        }
        Gauge.builder("report_outgoing_pending", this, self -> self.reportsWaiting)
                .description("What is to be sent or tried again; not a number while PostgreSQL is away")
                .tag("what", "report")
                .register(meters);
        Gauge.builder("report_outgoing_pending", this, self -> self.callsWaiting)
                .description("What is to be sent or tried again; not a number while PostgreSQL is away")
                .tag("what", "webhook-call")
                .register(meters);
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return deliveries
                .waiting()
                .invoke(result -> reportsWaiting = Meters.number(result))
                .flatMap(_ -> webhooks.waiting())
                .invoke(result -> callsWaiting = Meters.number(result))
                .replaceWithVoid();
    }
}
