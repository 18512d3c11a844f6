package org.mailkeep.policy.app;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.mailkeep.platform.schedule.Rounds;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.store.HostedRepository;
import org.mailkeep.policy.store.HostedRepository.Position;

/**
 * Takes changes of hosted policies into this replica's memory, and only then says that it serves them. A change is live
 * when all replicas have said so.
 */
@ApplicationScoped
class ServeHosted {

    /** More than a transaction may take. */
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(5);

    private final HostedRepository repository;
    private final HostedPolicies policies;
    private final Clock clock;
    private final UUID replica = UUID.randomUUID();

    /** Of writing this replica's row: none may undo the goodbye. */
    private final Rounds rounds = new Rounds();

    private volatile long revision;

    ServeHosted(HostedRepository repository, HostedPolicies policies, Clock clock) {
        this.repository = repository;
        this.policies = policies;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> follow() {
        return rounds.next(this::keepUp);
    }

    private Uni<Void> keepUp() {
        return repository.position().chain(result -> switch (result) {
            case StoreResult.Unavailable<Position> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<Position>(Position stored) ->
                load(stored)
                        .chain(() -> repository.acknowledge(replica, revision, clock.instant()))
                        .replaceWithVoid();
        });
    }

    @Scheduled(
            every = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> removeFinished() {
        return repository.removeFinished(clock.instant()).replaceWithVoid();
    }

    /** Others need not wait for a replica that stops. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (rounds.end(GOODBYE_LIMIT)) {
            repository.sayGoodbye(replica).await().atMost(GOODBYE_LIMIT);
        }
    }

    private Uni<Void> load(Position stored) {
        if (stored.revision() > revision) {
            return repository.changedAfter(revision).invoke(this::add).replaceWithVoid();
        }
        // A row less, and no later revision: some domain is finished.
        return stored.count() == policies.size() && policies.isLoaded()
                ? Uni.createFrom().voidItem()
                : repository.changedAfter(0).invoke(this::replace).replaceWithVoid();
    }

    private void add(StoreResult<List<Hosted>> result) {
        if (result instanceof StoreResult.Done<List<Hosted>>(List<Hosted> changed)) {
            policies.add(changed);
            reached(changed);
        }
    }

    private void replace(StoreResult<List<Hosted>> result) {
        if (result instanceof StoreResult.Done<List<Hosted>>(List<Hosted> all)) {
            policies.replaceAll(all);
            reached(all);
        }
    }

    private void reached(List<Hosted> loaded) {
        revision = loaded.stream().mapToLong(Hosted::revision).reduce(revision, Math::max);
    }
}
