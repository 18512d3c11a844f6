package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.intake.DiskSpool;
import org.mailkeep.report.store.SpoolRepository;
import org.mailkeep.report.store.SpoolRepository.Claimed;

/**
 * Processes what was left: by a crash, by too much to do at once, by a store that was away. What is kept already can wait
 * for senders that still do.
 */
@ApplicationScoped
class EmptySpool {

    /** Bodies that are in memory together. */
    private static final int MANY = 8;

    private static final int FILES = 100;

    private static final Logger LOG = Logger.getLogger(EmptySpool.class);

    private final SpoolRepository spool;
    private final GroupCommit arriving;
    private final DiskSpool disk;
    private final ProcessArrival process;
    private final Database database;
    private final Clock clock;

    EmptySpool(
            SpoolRepository spool,
            GroupCommit arriving,
            DiskSpool disk,
            ProcessArrival process,
            Database database,
            Clock clock) {
        this.spool = spool;
        this.arriving = arriving;
        this.disk = disk;
        this.process = process;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> processLeftovers() {
        Instant now = clock.instant();
        return spool.claim(MANY, now, now.plus(GroupCommit.LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<List<Claimed>>(List<Claimed> claimed) ->
                processAll(claimed)
                        .flatMap(_ -> claimed.size() == MANY
                                ? processLeftovers()
                                : Uni.createFrom().voidItem());
            case StoreResult.Unavailable<List<Claimed>> _ -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> processAll(List<Claimed> claimed) {
        return Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUni(this::process)
                .merge(arriving.isBusy() ? 1 : MANY)
                .collect()
                .last();
    }

    private Uni<Void> process(Claimed claimed) {
        return process.process(claimed).replaceWithVoid().onFailure().recoverWithItem(failure -> {
            LOG.error("An arrival could not be processed; it is tried again later", failure);
            return null;
        });
    }

    /** Brings what is on disk to PostgreSQL, once that is back. */
    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> bringFromDisk() {
        if (!database.isAvailable()) {
            return Uni.createFrom().voidItem();
        }
        return onWorker(() -> disk.list(FILES))
                .flatMap(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(this::bring)
                        .filter(brought -> brought)
                        .collect()
                        .asList()
                        .flatMap(brought -> brought.size() == FILES
                                ? bringFromDisk()
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> bring(UUID id) {
        return onWorker(() -> disk.read(id))
                .flatMap(found -> found.isPresent()
                        ? bring(found.get())
                        : Uni.createFrom().item(false));
    }

    private Uni<Boolean> bring(Arrival arrival) {
        return spool.addIfMissing(arrival, clock.instant()).flatMap(result -> switch (result) {
            case StoreResult.Done<Integer> _ ->
                onWorker(() -> {
                            disk.delete(arrival.id());
                            return Optional.of(arrival.id());
                        })
                        .replaceWith(true);
            case StoreResult.Unavailable<Integer> _ -> Uni.createFrom().item(false);
        });
    }

    private static <T> Uni<T> onWorker(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
