package org.mailkeep.policy.api.socketmap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, and why the server ended some. */
@ApplicationScoped
class ConnectionMeters {

    /** Why the server closes a connection. */
    enum Closing {
        /** What came is no netstring, or a too long one. */
        MALFORMED,
        /** No question came. */
        IDLE,
        /** The peer does not read its replies. */
        SLOW_READER,
        /** There are as many connections as are allowed. */
        TOO_MANY
    }

    private final AtomicInteger open = new AtomicInteger();
    private final Map<Closing, Counter> closings = new EnumMap<>(Closing.class);

    ConnectionMeters(MeterRegistry meters) {
        meters.gauge("socketmap.connections", open);
        for (Closing why : Closing.values()) {
            closings.put(
                    why,
                    Counter.builder("socketmap.connections.closed")
                            .description("Connections that the server ended, by the reason")
                            .tag("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(meters));
        }
    }

    /** Counts one more, unless there are {@code limit} already. */
    boolean tryOpen(int limit) {
        if (open.incrementAndGet() <= limit) {
            return true;
        }
        open.decrementAndGet();
        return false;
    }

    void closed() {
        open.decrementAndGet();
    }

    void closing(Closing why) {
        Objects.requireNonNull(closings.get(why)).increment();
    }
}
