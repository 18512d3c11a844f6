package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.mailkeep.platform.context.CallersContext;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.store.SpoolRepository;
import org.mailkeep.report.store.SpoolRepository.Entry;

/**
 * Spools what arrives at the same time in one transaction: what arrives while one is committed goes into the next. A disk
 * syncs some hundred times a second, and many more reports than that may come.
 */
@ApplicationScoped
class GroupCommit {

    /** How long the caller may take to process what it spooled, before somebody else does. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration LATELY = Duration.ofSeconds(1);
    private static final int MAX_GROUP = 128;
    private static final int MAX_BYTES = 8 << 20;
    private static final int TRANSACTIONS = 2;

    private final SpoolRepository spool;
    private final Clock clock;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private volatile Instant lastLeft = Instant.EPOCH;
    private int running;

    GroupCommit(SpoolRepository spool, Clock clock) {
        this.spool = spool;
        this.clock = clock;
    }

    private record Waiting(Entry entry, CompletableFuture<Boolean> done) {}

    /** Whether the arrival is in PostgreSQL now, for anybody to process. */
    Uni<Boolean> add(Arrival arrival) {
        lastLeft = arrival.at();
        return add(Entry.free(arrival));
    }

    /** Whether the arrival is in PostgreSQL now. The caller has {@link #LEASE} to process it. */
    Uni<Boolean> addLeased(Arrival arrival) {
        return add(Entry.leased(arrival, clock.instant().plus(LEASE)));
    }

    /** Whether arrivals were left to others lately: more of them than can be processed while their senders wait. */
    boolean isBusy() {
        return Duration.between(lastLeft, clock.instant()).compareTo(LATELY) < 0;
    }

    private Uni<Boolean> add(Entry entry) {
        return CallersContext.comeBackWith(Uni.createFrom().completionStage(() -> {
            var one = new Waiting(entry, new CompletableFuture<>());
            synchronized (waiting) {
                waiting.add(one);
            }
            commitNext();
            return one.done();
        }));
    }

    private void commitNext() {
        List<Waiting> group = nextGroup();
        if (group.isEmpty()) {
            return;
        }
        spool.add(group.stream().map(Waiting::entry).toList())
                .subscribe()
                .with(
                        result -> finish(
                                group,
                                switch (result) {
                                    case StoreResult.Done<Integer> _ -> true;
                                    case StoreResult.Unavailable<Integer> _ -> false;
                                }),
                        failure -> {
                            group.forEach(one -> one.done().completeExceptionally(failure));
                            next();
                        });
    }

    private void finish(List<Waiting> group, boolean stored) {
        group.forEach(one -> one.done().complete(stored));
        next();
    }

    private void next() {
        synchronized (waiting) {
            running--;
        }
        commitNext();
    }

    /** Empty where nothing waits, or enough transactions run. */
    private List<Waiting> nextGroup() {
        synchronized (waiting) {
            var group = new ArrayList<Waiting>();
            if (running == TRANSACTIONS) {
                return group;
            }
            long bytes = 0;
            while (!waiting.isEmpty() && group.size() < MAX_GROUP && bytes < MAX_BYTES) {
                Waiting one = waiting.remove();
                bytes += one.entry().arrival().body().length();
                group.add(one);
            }
            running += group.isEmpty() ? 0 : 1;
            return group;
        }
    }
}
