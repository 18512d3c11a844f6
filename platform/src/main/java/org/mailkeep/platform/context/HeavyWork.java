package org.mailkeep.platform.context;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads for what takes the processor for long, as reading a stranger's certificate does: as many as there are processors,
 * and never an event loop. What waits for them is bounded: whoever comes too much is told so and may come again.
 */
@ApplicationScoped
public class HeavyWork {

    /** Waiting pieces of work; of a tenth of a second each, the last one waits for less than a minute on two processors. */
    private static final int QUEUE = 1000;

    private final ThreadPoolExecutor threads;

    HeavyWork() {
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        threads = new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("heavy-work-", 0).daemon().factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Does work that yields an item; it comes back on the caller's Vert.x context. Fails with a
     * {@link RejectedExecutionException} when too much is waiting.
     */
    public <T> Uni<T> run(Supplier<T> work) {
        return CallersContext.comeBackWith(Uni.createFrom().item(work).runSubscriptionOn(threads));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
