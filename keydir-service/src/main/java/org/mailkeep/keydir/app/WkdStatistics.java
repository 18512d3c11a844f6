package org.mailkeep.keydir.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often a Web Key Directory request came to what. */
@ApplicationScoped
public class WkdStatistics {

    /** What a request came to. */
    public enum Outcome {
        FOUND,
        NOT_MODIFIED,
        POLICY,
        NOT_FOUND,
        LIMITED,
        UNAVAILABLE
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    WkdStatistics() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    public void count(Outcome outcome) {
        adder(outcome).increment();
    }

    public double of(Outcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }
}
