package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Where certificates are read, judged and merged: it needs the processor for up to some hundred milliseconds, so it happens
 * on as many threads as there are processors, and never on an event loop.
 */
@ApplicationScoped
class CertificateWork {

    private final ExecutorService workers = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().name("certificate-worker-", 0).daemon().factory());

    /** Does the work on a worker; the result comes back on the caller's Vert.x context. */
    <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            Uni<T> result = Uni.createFrom().item(work).runSubscriptionOn(workers);
            return caller == null ? result : result.emitOn(task -> caller.runOnContext(_ -> task.run()));
        });
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }
}
