package org.mailkeep.benchmarks;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param latencies in nanoseconds; in an open loop from when the question was due, so that a slow answer counts for all
 *     that wait behind it (no coordinated omission)
 * @param unanswered questions without an answer at the end of the run, and connections that broke
 */
record LoadResult(
        Histogram latencies, double seconds, long ok, long notFound, long temporary, long other, long unanswered) {

    static final String HEADER = "%-12s %12s %9s %9s %9s %9s %9s %9s %7s %7s %10s"
            .formatted(
                    "target",
                    "answers/s",
                    "p50 us",
                    "p99 us",
                    "p99.9 us",
                    "max us",
                    "OK",
                    "NOTFOUND",
                    "TEMP",
                    "other",
                    "unanswered");

    double perSecond() {
        return latencies.getTotalCount() / seconds;
    }

    double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1000.0;
    }

    String row(String target) {
        return String.format(
                Locale.ROOT,
                "%-12s %12.0f %9.0f %9.0f %9.0f %9.0f %9d %9d %7d %7d %10d",
                target,
                perSecond(),
                micros(50),
                micros(99),
                micros(99.9),
                micros(100),
                ok,
                notFound,
                temporary,
                other,
                unanswered);
    }

    /** One line for programs. */
    String json(String target) {
        return String.format(
                Locale.ROOT,
                "{\"target\":\"%s\",\"perSecond\":%.0f,\"p50us\":%.1f,\"p99us\":%.1f,\"p999us\":%.1f,\"maxus\":%.1f,"
                        + "\"ok\":%d,\"notFound\":%d,\"temp\":%d,\"other\":%d,\"unanswered\":%d}",
                target,
                perSecond(),
                micros(50),
                micros(99),
                micros(99.9),
                micros(100),
                ok,
                notFound,
                temporary,
                other,
                unanswered);
    }
}
