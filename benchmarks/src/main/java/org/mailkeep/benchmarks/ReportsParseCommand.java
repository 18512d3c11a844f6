package org.mailkeep.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.intake.Limits;
import org.mailkeep.report.intake.ReportReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many reports one thread of report-ingest-service's reader takes apart and checks in a second. */
@Command(
        name = "reports-parse",
        mixinStandardHelpOptions = true,
        description = "Reads TLS reports, compressed or in mails, in one thread; and a gzip bomb.")
final class ReportsParseCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000_000L;
    private static final int MEBIBYTE = 1 << 20;
    private static final int BOMB = 500;

    @Option(names = "--mails", description = "Mails instead of compressed files.")
    private boolean mails;

    @Option(names = "--bomb", description = "Nothing but the gzip bomb of 500 MiB.")
    private boolean bomb;

    @Option(names = "--seconds", description = "For each round (2).")
    private int seconds = 2;

    @Option(names = "--rounds", description = "The median of them counts; as many are run before to warm up (5).")
    private int rounds = 5;

    private final ReportReader reader = new ReportReader(Limits.DEFAULTS);

    @Override
    public Integer call() throws Exception {
        if (bomb) {
            return explode();
        }
        for (TlsReports size : TlsReports.values()) {
            int count = size == TlsReports.HUGE ? 4 : 500;
            List<byte[]> corpus = IntStream.range(0, count)
                    .mapToObj(number -> mails ? size.mail(number) : size.gzip(number))
                    .toList();
            measure(size, corpus, mails ? Payload.MESSAGE : Payload.REPORT);
        }
        return 0;
    }

    private void measure(TlsReports size, List<byte[]> corpus, Payload payload) {
        List<Arrival> arrivals =
                corpus.stream().map(body -> arrival(payload, body)).toList();
        for (int i = 0; i < rounds; i++) {
            run(arrivals);
        }
        long[] results =
                IntStream.range(0, rounds).mapToLong(_ -> run(arrivals)).toArray();
        Arrays.sort(results);
        System.out.printf(
                Locale.ROOT,
                "%s %s: %,d/s; %,d octets each, %,d as JSON%n",
                size.name().toLowerCase(Locale.ROOT),
                payload == Payload.MESSAGE ? "mails" : "reports",
                results[rounds / 2],
                corpus.getFirst().length,
                size.json(0).length);
    }

    private long run(List<Arrival> arrivals) {
        long begin = System.nanoTime();
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
            now = System.nanoTime();
        } while (now < end);
        return done * SECOND / (now - begin);
    }

    /** What the heap holds at most while it is refused; the collector works throughout, so it says how much is needed. */
    private int explode() throws Exception {
        byte[] body = TlsReports.bomb(BOMB);
        System.gc();
        var heap = new ArrayList<MemoryPoolMXBean>();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                pool.resetPeakUsage();
                heap.add(pool);
            }
        }
        long before = heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        long begin = System.nanoTime();
        List<Found> found = reader.read(arrival(Payload.REPORT, body));
        long millis = (System.nanoTime() - begin) / 1_000_000;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.out.printf(
                Locale.ROOT,
                "bomb of %d MiB in %,d octets: %s; %d ms, heap before %d MiB, at most %d MiB of %d MiB%n",
                BOMB,
                body.length,
                found.getFirst() instanceof Found.Unreadable refused ? "refused, " + refused.reason() : "READ",
                millis,
                before / MEBIBYTE,
                peak / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE);
        return found.getFirst() instanceof Found.Unreadable ? 0 : 1;
    }

    private static Arrival arrival(Payload payload, byte[] body) {
        return new Arrival(new UUID(0, 1), Instant.EPOCH, Transport.HTTPS, payload, Optional.empty(), Body.of(body));
    }
}
