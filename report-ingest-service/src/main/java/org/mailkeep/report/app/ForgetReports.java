package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.report.store.OutboundSessions;

/** Deletes what our own reports do not need any more. */
@ApplicationScoped
class ForgetReports {

    /** What was counted stays as long as somebody may ask how a report came about. */
    private static final int DAYS_OF_COUNTS = 31;

    /** Kafka keeps no message as long, and no mail server sends a batch again. */
    private static final Duration BATCHES = Duration.ofDays(14);

    private final OutboundSessions sessions;
    private final OutboundDeliveries deliveries;
    private final SenderSettings settings;
    private final Clock clock;

    ForgetReports(OutboundSessions sessions, OutboundDeliveries deliveries, SenderSettings settings, Clock clock) {
        this.sessions = sessions;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            every = "6h",
            delayed = "7m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> forget() {
        Instant now = clock.instant();
        return sessions.prune(day(now).minusDays(DAYS_OF_COUNTS), now.minus(BATCHES))
                .flatMap(_ -> deliveries.prune(day(now.minus(settings.retention()))))
                .replaceWithVoid();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
