package org.mailkeep.policy.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.mailkeep.policy.domain.Effective;

/** Counts the answers; cheap enough for every one of them. */
@ApplicationScoped
public class LookupStatistics {

    /** Where an answer came from. */
    public enum Source {
        /** This replica's memory. */
        MEMORY,
        /** The store: another replica, or this one before a restart, had found it out. */
        STORE,
        /** It was found out for this question. */
        EVALUATED,
        /** It was being found out, or fetched from the store, for an earlier question already. */
        WAITED
    }

    private final Map<Source, LongAdder> sources = adders(Source.class);
    private final Map<Effective, LongAdder> decisions = adders(Effective.class);

    void count(Source source, Effective effective) {
        adder(sources, source).increment();
        adder(decisions, effective).increment();
    }

    /** Answers from {@code source} since the start. */
    public long answers(Source source) {
        return adder(sources, source).sum();
    }

    long answers(Effective effective) {
        return adder(decisions, effective).sum();
    }

    /** Answers since the start that amounted to one of {@link #effectiveWords}. */
    public long answersAmountingTo(String effectiveWord) {
        return answers(Effective.valueOf(effectiveWord.toUpperCase(Locale.ROOT)));
    }

    /** What an answer can amount to, as shown to clients: {@code dane}, {@code sts}, … */
    public static List<String> effectiveWords() {
        return Stream.of(Effective.values())
                .map(effective -> effective.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        var adders = new EnumMap<E, LongAdder>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    private static <E> LongAdder adder(Map<E, LongAdder> adders, E key) {
        LongAdder adder = adders.get(key);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + key);
        }
        return adder;
    }
}
