package org.mailkeep.keylookup.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.mailkeep.keylookup.store.KeyRepository;

/** Clears away what nobody needs any more. */
@ApplicationScoped
class Housekeeping {

    /** A lookup that found nothing tells something about the past for so long. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final KeyRepository repository;
    private final Clock clock;

    Housekeeping(KeyRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Scheduled(
            every = "1h",
            delayed = "5m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> prune() {
        return repository.prune(clock.instant().minus(KEPT)).replaceWithVoid();
    }
}
