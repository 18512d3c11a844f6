package org.mailkeep.report.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.found.Outcome;

/** Counts what is taken in, for the meters. */
@ApplicationScoped
public class IntakeStatistics {

    private final Map<Key, LongAdder> counts;
    private final Timer processing;

    IntakeStatistics(MeterRegistry meters) {
        counts = keys().stream().collect(Collectors.toUnmodifiableMap(key -> key, _ -> new LongAdder()));
        processing = Timer.builder("report_processing")
                .description("From an arrival's turn to the end of its transaction")
                .register(meters);
    }

    /** What becomes of a report, or of what was to be one. */
    public enum Fate {
        STORED,
        SEEN,
        CONFLICT,
        QUARANTINED,
        /** Larger than is taken. */
        TOO_LARGE,
        /** It could not be kept; the sender was told to try again. */
        NOT_KEPT
    }

    /** What is counted by itself: a way in and a fate. */
    public record Key(Transport transport, Fate fate) {

        /** For machines. */
        public String path() {
            return transport.name().toLowerCase(Locale.ROOT);
        }

        /** For machines, for example {@code too-large}. */
        public String outcome() {
            return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Every one there is. */
    public static List<Key> keys() {
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(Fate.values()).map(fate -> new Key(transport, fate)))
                .toList();
    }

    /** How many of them there were since the start. */
    public long count(Key key) {
        return counter(key).sum();
    }

    void add(Transport transport, Fate fate) {
        counter(new Key(transport, fate)).increment();
    }

    void processed(Transport transport, List<Outcome> outcomes, Duration time) {
        processing.record(time);
        outcomes.forEach(outcome -> add(transport, fate(outcome)));
    }

    private static Fate fate(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Kept _ -> Fate.STORED;
            case Outcome.Seen _ -> Fate.SEEN;
            case Outcome.Conflict _ -> Fate.CONFLICT;
            case Outcome.Quarantined _ -> Fate.QUARANTINED;
        };
    }

    private LongAdder counter(Key key) {
        return Objects.requireNonNull(counts.get(key));
    }
}
