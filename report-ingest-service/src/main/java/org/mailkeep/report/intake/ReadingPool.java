package org.mailkeep.report.intake;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.mailkeep.platform.context.CallersContext;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Found;

/** Reads reports on threads of its own: that is work for a processor, and event loops have none to spare. */
@ApplicationScoped
public class ReadingPool {

    /** Arrivals that wait for a thread; more of them stay in the spool. */
    private static final int QUEUE = 128;

    private final ReportReader reader;
    private final ThreadPoolExecutor threads;

    ReadingPool(ReportConfig config) {
        reader = new ReportReader(new Limits(config.maxBytes(), config.maxInflatedBytes(), config.maxRatio()));
        int count = Runtime.getRuntime().availableProcessors();
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().name("report-reader-", 0).daemon().factory());
    }

    /** What is in the arrival; empty when there is too much to do already. */
    public Uni<Optional<List<Found>>> read(Arrival arrival) {
        return CallersContext.comeBackWith(Uni.createFrom().emitter(emitter -> {
            try {
                threads.execute(() -> {
                    try {
                        emitter.complete(Optional.of(reader.read(arrival)));
                    } catch (RuntimeException | StackOverflowError bug) {
                        emitter.fail(bug);
                    }
                });
            } catch (RejectedExecutionException _) {
                emitter.complete(Optional.empty());
            }
        }));
    }

    /** What is in something that came, unpacked, as text; empty where it cannot be unpacked, is too long, or nobody has time. */
    public Uni<Optional<String>> text(Body body) {
        return CallersContext.comeBackWith(Uni.createFrom().emitter(emitter -> {
            try {
                threads.execute(() -> emitter.complete(RawText.of(body)));
            } catch (RejectedExecutionException _) {
                emitter.complete(Optional.empty());
            }
        }));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
