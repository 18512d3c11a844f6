package org.mailkeep.testkit.dns;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Name;

/** How often each question was asked, answered or not; a question asked again over TCP counts twice. */
final class QueryCounts {

    private final Map<Question, LongAdder> counts = new ConcurrentHashMap<>();

    void count(Name name, int type) {
        counts.computeIfAbsent(new Question(name, type), _ -> new LongAdder()).increment();
    }

    long of(Name name, int type) {
        LongAdder count = counts.get(new Question(name, type));
        return count == null ? 0 : count.sum();
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    void reset() {
        counts.clear();
    }

    private record Question(Name name, int type) {}
}
