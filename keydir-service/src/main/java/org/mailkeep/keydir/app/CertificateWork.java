package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.mailkeep.platform.context.CallersContext;

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
        return CallersContext.comeBackWith(Uni.createFrom().item(work).runSubscriptionOn(workers));
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }
}
