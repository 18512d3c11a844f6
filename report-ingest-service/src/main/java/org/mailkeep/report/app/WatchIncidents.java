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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Clustering;
import org.mailkeep.report.events.IncidentEvents;
import org.mailkeep.report.store.IncidentQueue;
import org.mailkeep.report.store.IncidentQueue.Entry;
import org.mailkeep.report.store.IncidentRepository;
import org.mailkeep.report.store.Telling;

/** Makes incidents of failures: soon after a report that tells of some, and as days go by without. */
@ApplicationScoped
class WatchIncidents {

    /** Clusters that are looked at before it is asked again which ones wait. */
    private static final int ROUND = 500;

    private static final Logger LOG = Logger.getLogger(WatchIncidents.class);

    private final IncidentQueue queue;
    private final IncidentRepository repository;
    private final OutboxRelay relay;
    private final SendWebhooks webhooks;
    private final IncidentStatistics statistics;
    private final ReportConfig config;
    private final Clustering clustering;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();

    WatchIncidents(
            IncidentQueue queue,
            IncidentRepository repository,
            OutboxRelay relay,
            SendWebhooks webhooks,
            IncidentStatistics statistics,
            ReportConfig config,
            Clock clock) {
        this.queue = queue;
        this.repository = repository;
        this.relay = relay;
        this.webhooks = webhooks;
        this.statistics = statistics;
        this.config = config;
        this.clock = clock;
        clustering = new Clustering(config.incident().cleanDays());
    }

    /** Says that there may be something to look at; returns at once. */
    void kick() {
        asked.set(true);
        if (running.compareAndSet(false, true)) {
            run().subscribe().with(_ -> {}, failure -> LOG.error("Incidents could not be looked after", failure));
        }
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void tick() {
        kick();
    }

    /** Most incidents end when nothing is reported any more. */
    @Scheduled(
            every = "10m",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> lookAtOldOnes() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return queue.addOld(today.minusDays(clustering.cleanDays())).replaceWithVoid();
    }

    /** Until nothing is left that can be settled. Whoever asks meanwhile is served by one more round. */
    private Uni<Void> run() {
        asked.set(false);
        return queue.waiting(ROUND)
                .flatMap(result -> switch (result) {
                    case StoreResult.Done<List<Entry>>(List<Entry> entries) -> settleAll(entries);
                    case StoreResult.Unavailable<List<Entry>> _ ->
                        Uni.createFrom().voidItem();
                })
                .onTermination()
                .invoke(() -> running.set(false))
                .flatMap(_ -> asked.get() && running.compareAndSet(false, true)
                        ? run()
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> settleAll(List<Entry> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(this::settle)
                .filter(settled -> settled)
                .collect()
                .asList()
                .invoke(settled -> asked.compareAndSet(false, entries.size() == ROUND && !settled.isEmpty()))
                .replaceWithVoid();
    }

    /** Whether it could be settled. */
    private Uni<Boolean> settle(Entry entry) {
        Instant now = clock.instant();
        return repository.settle(entry, terms(now), now).map(result -> switch (result) {
            case StoreResult.Done<List<Change>>(List<Change> changes) -> {
                committed(changes);
                yield true;
            }
            case StoreResult.Unavailable<List<Change>> _ -> false;
        });
    }

    /** Counts changes that were kept with what {@link #telling} makes of them, and sends that off. */
    void committed(List<Change> changes) {
        statistics.add(changes);
        relay.kick();
        webhooks.kick();
    }

    private IncidentRepository.Terms terms(Instant now) {
        return new IncidentRepository.Terms(clustering, config.incident().recheckPause(), telling(now));
    }

    /** What others are told of what happens now. */
    Telling telling(Instant now) {
        return new Telling(
                change -> IncidentEvents.changed(change, now),
                change -> webhooks.isConfigured()
                        ? IncidentEvents.webhook(change, now)
                                .map(body -> new Telling.WebhookCall(body.type(), body.json()))
                        : Optional.empty(),
                (incident, source) -> IncidentEvents.failure(incident, source, now),
                domain -> IncidentEvents.recheck(domain, now));
    }
}
