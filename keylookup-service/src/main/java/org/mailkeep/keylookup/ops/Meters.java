package org.mailkeep.keylookup.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.mailkeep.keylookup.app.AnswerMemory;
import org.mailkeep.keylookup.app.LookupStatistics;
import org.mailkeep.keylookup.app.LookupStatistics.From;

/** The meters of lookups and caches; every label comes from a closed set. */
@ApplicationScoped
class Meters {

    void register(
            @Observes StartupEvent event, MeterRegistry meters, LookupStatistics statistics, AnswerMemory memory) {
        for (From from : From.values()) {
            for (String result : LookupStatistics.resultWords()) {
                FunctionCounter.builder("keylookup_answers", statistics, counted -> counted.answers(from, result))
                        .description("Answers about addresses, by where they came from and what they were")
                        .tag("from", from.name().toLowerCase(Locale.ROOT))
                        .tag("result", result)
                        .register(meters);
            }
        }
        cache(meters, "answers", memory, AnswerMemory::answerCount);
        cache(meters, "certificates", memory, AnswerMemory::certificateCount);
    }

    private static <T> void cache(MeterRegistry meters, String name, T state, ToDoubleFunction<T> size) {
        Gauge.builder("keylookup_cache_entries", state, size)
                .description("What is in memory")
                .tag("cache", name)
                .register(meters);
    }
}
