package org.mailkeep.keylookup.lookup;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mailkeep.platform.context.CallersContext;

/** Threads for reading, merging and judging certificates: a stranger's may take the processor for a tenth of a second. */
@ApplicationScoped
public class PgpWorkers {

    private static final int QUEUE = 1000;

    private final ThreadPoolExecutor threads;

    PgpWorkers() {
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("pgp-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Does work that yields an item; it comes back on the caller's Vert.x context. Fails when too much is waiting. */
    public <T> Uni<T> run(Supplier<T> work) {
        return CallersContext.comeBackWith(Uni.createFrom().item(work).runSubscriptionOn(threads));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
