package org.mailkeep.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.intake.Limits;
import org.mailkeep.report.intake.ReportReader;

/**
 * The reader of report-ingest-service, alone. Apart from its command, for that is looked at where the service is not on the
 * class path.
 */
final class ReportReading {

    private static final long SECOND = 1_000_000_000L;
    private static final int MEBIBYTE = 1 << 20;

    private final ReportReader reader = new ReportReader(Limits.DEFAULTS);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Prints the median of the rounds, by the processor time of the one thread that works. */
    void measure(TlsReports size, boolean mails, int rounds, int seconds) {
        Payload payload = mails ? Payload.MESSAGE : Payload.REPORT;
        List<Arrival> arrivals = IntStream.range(0, size == TlsReports.HUGE ? 4 : 500)
                .mapToObj(number -> arrival(payload, mails ? size.mail(number) : size.gzip(number)))
                .toList();
        for (int i = 0; i < rounds; i++) {
            run(arrivals, seconds);
        }
        long[] results = IntStream.range(0, rounds)
                .mapToLong(_ -> run(arrivals, seconds))
                .toArray();
        Arrays.sort(results);
        System.out.printf(
                Locale.ROOT,
                "%s %s: %,d per CPU second; %,d octets each, %,d as JSON%n",
                size.name().toLowerCase(Locale.ROOT),
                mails ? "mails" : "reports",
                results[rounds / 2],
                arrivals.getFirst().body().length(),
                size.json(0).length);
    }

    private long run(List<Arrival> arrivals, int seconds) {
        long begin = threads.getCurrentThreadCpuTime();
        long end = begin + seconds * SECOND;
        long done = 0;
        long now;
        do {
            for (Arrival arrival : arrivals) {
                List<Found> found = reader.read(arrival);
                if (found.size() != 1 || !(found.getFirst() instanceof Found.Tls)) {
                    throw new IllegalStateException("a report was not read: " + found);
                }
                done++;
            }
            now = threads.getCurrentThreadCpuTime();
        } while (now < end);
        return done * SECOND / (now - begin);
    }

    /**
     * Prints what the heap holds at most while a bomb is refused.
     *
     * @return whether it was refused
     */
    boolean explode(int mebibytes, byte[] bomb) {
        var heap = new ArrayList<MemoryPoolMXBean>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                pool.resetPeakUsage();
                heap.add(pool);
            }
        }
        long before = heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        long begin = System.nanoTime();
        List<Found> found = reader.read(arrival(Payload.REPORT, bomb));
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "bomb of %d MiB in %,d octets: %s; %d ms, heap before %d MiB, at most %d MiB of %d MiB%n",
                mebibytes,
                bomb.length,
                found.getFirst() instanceof Found.Unreadable refused ? "refused, " + refused.reason() : "READ",
                millis,
                before / MEBIBYTE,
                peak / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE);
        return found.getFirst() instanceof Found.Unreadable;
    }

    private static Arrival arrival(Payload payload, byte[] body) {
        return new Arrival(new UUID(0, 1), Instant.EPOCH, Transport.HTTPS, payload, Optional.empty(), Body.of(body));
    }
}
