package org.mailkeep.keylookup.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.mailkeep.keylookup.domain.LookupFacts.Result;

/** Counts answers, by where they came from and what they were. */
@ApplicationScoped
public class LookupStatistics {

    private final Map<From, Map<Result, LongAdder>> answers = new EnumMap<>(From.class);

    /** Where an answer came from. */
    public enum From {
        MEMORY,
        STORE,
        PEERS
    }

    LookupStatistics() {
        for (From from : From.values()) {
            Map<Result, LongAdder> byResult = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                byResult.put(result, new LongAdder());
            }
            answers.put(from, byResult);
        }
    }

    void count(From from, Result result) {
        adder(from, result).increment();
    }

    /** The words for what an answer can be. */
    public static List<String> resultWords() {
        return Arrays.stream(Result.values()).map(Result::word).toList();
    }

    /** How many there were. */
    public long answers(From from, String resultWord) {
        return Arrays.stream(Result.values())
                .filter(result -> result.word().equals(resultWord))
                .mapToLong(result -> adder(from, result).sum())
                .sum();
    }

    private LongAdder adder(From from, Result result) {
        return answers.getOrDefault(from, Map.of()).getOrDefault(result, new LongAdder());
    }
}
