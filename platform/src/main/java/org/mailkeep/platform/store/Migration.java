package org.mailkeep.platform.store;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date beside the running service, and tries again until PostgreSQL is there: nothing waits
 * for it but what needs it.
 */
@ApplicationScoped
public class Migration {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(Migration.class);

    private final Flyway flyway;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable Cancellable running;

    Migration(Flyway flyway) {
        this.flyway = flyway;
    }

    /** Whether the store can be used. */
    public boolean isDone() {
        return done.isDone();
    }

    /** Completes once the store can be used. */
    public Uni<Void> whenDone() {
        return Uni.createFrom().completionStage(done).replaceWithVoid();
    }

    void start(@Observes StartupEvent event) {
        running = Uni.createFrom()
                .item(() -> flyway.migrate().migrationsExecuted)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                // Flyway's own message is many lines long; the driver's says what is the matter.
                .invoke(this::tellOnce)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely()
                .subscribe()
                .with(count -> {
                    LOG.infof("The schema is up to date; %d migrations were run", count);
                    done.complete(true);
                });
    }

    void stop(@Observes ShutdownEvent event) {
        Cancellable current = running;
        if (current != null) {
            current.cancel();
        }
    }

    private void tellOnce(Throwable failure) {
        if (told.compareAndSet(false, true)) {
            LOG.warnf(
                    "The schema cannot be brought up to date yet; tried again until it can: %s", rootMessage(failure));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    }
}
