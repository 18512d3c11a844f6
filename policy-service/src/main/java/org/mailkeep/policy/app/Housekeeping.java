package org.mailkeep.policy.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.app.SharedEvaluation.Need;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.store.PolicyRepository;

/** What goes on while nobody asks. */
@ApplicationScoped
class Housekeeping {

    /** So that renewing never crowds out lookups. */
    private static final int RENEWED_AT_ONCE = 8;

    private static final int RENEWED_PER_RUN = 500;
    private static final int TOUCHED_AT_ONCE = 500;

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);

    private final PolicyMemory memory;
    private final SharedEvaluation shared;
    private final WritePending pending;
    private final PolicyRepository repository;
    private final Clock clock;
    private volatile long touchedUntil;

    Housekeeping(
            PolicyMemory memory,
            SharedEvaluation shared,
            WritePending pending,
            PolicyRepository repository,
            Clock clock) {
        this.memory = memory;
        this.shared = shared;
        this.pending = pending;
        this.repository = repository;
        this.clock = clock;
    }

    /** Renews what is in use before it expires; a lease keeps the replicas from doing so twice. */
    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> renew() {
        long now = clock.millis();
        return Multi.createFrom()
                .iterable(select(entry -> entry.isDue(now), RENEWED_PER_RUN))
                .onItem()
                .transformToUni(this::renew)
                .merge(RENEWED_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> renew(RememberedPolicy entry) {
        TlsPolicy policy = entry.policy();
        return shared.join(new Need(policy.domain(), policy.expiresAt(), true, "renewal"), () -> {})
                .replaceWithVoid()
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("The policy of %s could not be renewed: %s", policy.domain(), failure.getMessage());
                    return null;
                });
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> writePending() {
        return pending.write();
    }

    /** Tells the store which policies are in use, for the next warm start and so that they are not pruned. */
    @Scheduled(
            every = "60s",
            delayed = "60s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> touch() {
        long since = touchedUntil;
        touchedUntil = clock.millis();
        List<DomainName> used =
                select(entry -> entry.lastUsedAt() >= since && entry.lastUsedAt() > 0, Long.MAX_VALUE).stream()
                        .map(entry -> entry.policy().domain())
                        .toList();
        return Multi.createFrom()
                .iterable(used)
                .group()
                .intoLists()
                .of(TOUCHED_AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(domains -> repository.touch(domains, clock.instant()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> prune() {
        return repository.prune(clock.instant()).replaceWithVoid();
    }

    private List<RememberedPolicy> select(Predicate<RememberedPolicy> wanted, long limit) {
        return memory.entries().filter(wanted).limit(limit).toList();
    }
}
