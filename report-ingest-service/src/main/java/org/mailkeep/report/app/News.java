package org.mailkeep.report.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailkeep.report.events.ReportsTopic;

/**
 * Tells whoever looks at a page that something new is there: at once of what this replica took in, and by Kafka of the others.
 * However much arrives, it is told once a second.
 */
@ApplicationScoped
public class News {

    /** Pages that are open at the same time. */
    static final int MAX_LISTENERS = 200;

    /** Then a listener has to come again and to show who it is. */
    private static final Duration SESSION = Duration.ofMinutes(10);

    private static final Duration PACE = Duration.ofSeconds(1);

    /** Seconds after which silence is broken, so that connections that are gone are noticed. */
    private static final int PATIENCE = 20;

    private final ReportsTopic topic;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicInteger listeners = new AtomicInteger();
    private final Multi<Word> words = Multi.createFrom()
            .ticks()
            .every(PACE)
            .onOverflow()
            .drop()
            .filter(tick -> told.get() || tick % PATIENCE == 0)
            .map(_ -> told.getAndSet(false) ? Word.NEWS : Word.NOTHING)
            .broadcast()
            .withCancellationAfterLastSubscriberDeparture()
            .toAllSubscribers();

    News(ReportsTopic topic) {
        this.topic = topic;
    }

    /** What a listener hears. */
    public enum Word {
        NEWS,
        /** Only that the connection stands. */
        NOTHING
    }

    void start(@Observes StartupEvent event) {
        topic.follow(this::tell);
    }

    /** Something was kept. */
    void tell() {
        told.set(true);
    }

    /** A stream for one listener, which ends after a while; empty when too many listen. A slow one misses words. */
    public Optional<Multi<Word>> listen() {
        if (listeners.incrementAndGet() > MAX_LISTENERS) {
            listeners.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(words.onOverflow()
                .drop()
                .select()
                .first(SESSION)
                .onTermination()
                .invoke(() -> listeners.decrementAndGet()));
    }
}
