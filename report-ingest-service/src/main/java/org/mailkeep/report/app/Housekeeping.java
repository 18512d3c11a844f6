package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.store.QuarantineRepository;
import org.mailkeep.report.store.Retention;

/** What goes on while nothing arrives. */
@ApplicationScoped
class Housekeeping {

    /** A report may be two days ahead, and the service may stand still over the turn of a month. */
    private static final int MONTHS_AHEAD = 2;

    private final Retention retention;
    private final QuarantineRepository quarantine;
    private final ReportConfig config;
    private final Set<DomainName> held;
    private final Clock clock;

    Housekeeping(Retention retention, QuarantineRepository quarantine, ReportConfig config, Clock clock) {
        this.retention = retention;
        this.quarantine = quarantine;
        this.config = config;
        this.clock = clock;
        held = HostedDomains.names(config.legalHold());
    }

    @Scheduled(
            every = "6h",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> addMonths() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Multi.createFrom()
                .range(0, MONTHS_AHEAD + 1)
                .onItem()
                .transformToUniAndConcatenate(months -> retention.addMonth(today.plusMonths(months)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> deleteOldReports() {
        Instant before = clock.instant().minus(config.retention());
        return retention.delete(before, held).flatMap(result -> switch (result) {
            case StoreResult.Done<Integer>(Integer deleted) when deleted == Retention.BATCH -> deleteOldReports();
            case StoreResult.Done<Integer> _, StoreResult.Unavailable<Integer> _ ->
                Uni.createFrom().voidItem();
        });
    }

    @Scheduled(
            every = "6h",
            delayed = "10m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> deleteOldIncidents() {
        return retention
                .deleteIncidents(clock.instant().minus(config.retention()))
                .replaceWithVoid();
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> pruneQuarantine() {
        return quarantine
                .prune(clock.instant().minus(config.quarantineRetention()), config.quarantineBytes())
                .replaceWithVoid();
    }
}
