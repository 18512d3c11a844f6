package org.mailkeep.policy.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.policy.store.PolicyRepository.Page;
import org.mailkeep.policy.store.PolicyRepository.Position;

/** Fills the memory with what mail servers asked for last, as soon as the store can be used. */
@ApplicationScoped
class WarmStart {

    private static final int MAX_POLICIES = 50_000;
    private static final int PAGE = 500;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(WarmStart.class);

    private final Migration migration;
    private final PolicyRepository repository;
    private final PolicyMemory memory;
    private final Clock clock;

    WarmStart(Migration migration, PolicyRepository repository, PolicyMemory memory, Clock clock) {
        this.migration = migration;
        this.repository = repository;
        this.memory = memory;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        migration
                .whenDone()
                .chain(() -> load(Position.FIRST, 0))
                .subscribe()
                .with(
                        count -> LOG.infof("The memory is warm: %d policies from the store", count),
                        failure -> LOG.error("The memory could not be filled from the store", failure));
    }

    /** Yields how many were loaded. While the store is away it waits, page by page. */
    Uni<Integer> load(Position from, int before) {
        return repository.recentlyUsed(clock.instant(), from, PAGE).flatMap(result -> switch (result) {
            case StoreResult.Unavailable<Page> failed when failed.mayReturn() -> later(() -> load(from, before));
            case StoreResult.Unavailable<Page> _ -> Uni.createFrom().item(before);
            case StoreResult.Done<Page>(Page page) -> {
                page.policies().forEach(memory::warm);
                int loaded = before + page.policies().size();
                yield page.next()
                        .filter(_ -> loaded < MAX_POLICIES && !memory.isFull())
                        .map(next -> load(next, loaded))
                        .orElseGet(() -> Uni.createFrom().item(loaded));
            }
        });
    }

    private static Uni<Integer> later(Supplier<Uni<Integer>> load) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(load::get);
    }
}
