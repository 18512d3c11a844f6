package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xbill.DNS.Type;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Each check prints one JSON line with what was seen and whether it is what is promised. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Starts a service in a bench world and checks what its caches promise: one lookup for many who"
                + " wait, no upstream question for a repeated negative, and the heap that cached domains take.")
final class EvidenceCommand implements Callable<Integer> {

    private static final int WAITERS = 64;
    private static final int NEGATIVES = 200;
    private static final int REPEATS = 20;
    private static final long HEAP_LIMIT = 150L * 1024 * 1024;

    @Option(names = "--service", description = "The service's packaged jar.")
    private Path jar = Path.of("policy-service/target/quarkus-app/quarkus-run.jar");

    @Option(names = "--domains", description = "Domains to cache for the heap (50000).")
    private int domains = 50_000;

    @Option(names = "--log", description = "Gets what the service writes (a temporary file).")
    private Path log = Path.of(System.getProperty("java.io.tmpdir"), "mailkeep-evidence.log");

    private boolean asPromised = true;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("mailkeep-evidence");
        try (var world = BenchWorld.start(domains);
                var service = PolicyServiceProcess.start(
                        jar, world.environment(folder), List.of("-Xmx512m", "-XX:+UseSerialGC"), log)) {
            waiters(world, service.socketmap());
            negatives(world, service.socketmap());
            heap(service);
        }
        return asPromised ? 0 : 1;
    }

    /** Many who ask at once for a domain that nobody has asked for. */
    private void waiters(BenchWorld world, InetSocketAddress socketmap)
            throws IOException, InterruptedException, ExecutionException {
        String domain = BenchWorld.coldDomain(domains);
        var go = new CountDownLatch(1);
        var replies = new ArrayList<Future<String>>();
        long start;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var connected = new CountDownLatch(WAITERS);
            for (int i = 0; i < WAITERS; i++) {
                replies.add(threads.submit(() -> {
                    try (var client = new SocketmapClient(socketmap)) {
                        connected.countDown();
                        go.await();
                        return client.ask("QUERY " + domain);
                    }
                }));
            }
            connected.await();
            start = System.nanoTime();
            go.countDown();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long answered = 0;
        for (Future<String> reply : replies) {
            answered += reply.get().startsWith("OK secure ") ? 1 : 0;
        }
        long txt = world.internet().dns().queriesFor("_mta-sts." + domain, Type.TXT);
        long fetches = world.internet().web().host("mta-sts." + domain).requests();
        report(
                "\"check\":\"waiters\",\"waiters\":%d,\"answered\":%d,\"txtQueries\":%d,\"fetches\":%d,\"millis\":%d"
                        .formatted(WAITERS, answered, txt, fetches, took.toMillis()),
                answered == WAITERS && txt == 1 && fetches == 1);
    }

    /** Domains that do not exist, asked for again and again. */
    private void negatives(BenchWorld world, InetSocketAddress socketmap) throws IOException {
        try (var client = new SocketmapClient(socketmap)) {
            List<String> missing = BenchWorld.missing(NEGATIVES);
            for (String domain : missing) {
                client.ask("QUERY " + domain);
            }
            world.internet().dns().resetCounts();
            long notFound = 0;
            for (int i = 0; i < REPEATS; i++) {
                for (String domain : missing) {
                    notFound += client.ask("QUERY " + domain).equals("NOTFOUND ") ? 1 : 0;
                }
            }
            long upstream = world.internet().dns().queries();
            report(
                    "\"check\":\"negatives\",\"asked\":%d,\"notFound\":%d,\"upstreamQueries\":%d"
                            .formatted(NEGATIVES * REPEATS, notFound, upstream),
                    notFound == NEGATIVES * REPEATS && upstream == 0);
        }
    }

    /** What the heap holds after a full collection, before and after every domain was asked for. */
    private void heap(PolicyServiceProcess service) throws IOException, InterruptedException, ExecutionException {
        long before = service.heapAfterCollection();
        askForAll(service.socketmap());
        long after = service.heapAfterCollection();
        report(
                "\"check\":\"heap\",\"domains\":%d,\"bytesBefore\":%d,\"bytesAfter\":%d,\"bytesPerDomain\":%d"
                        .formatted(domains, before, after, (after - before) / domains),
                after < HEAP_LIMIT);
    }

    private void askForAll(InetSocketAddress socketmap) throws InterruptedException, ExecutionException {
        List<String> names = BenchWorld.domains(domains);
        int clients = 16;
        var done = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int first = i;
                done.add(threads.submit(() -> {
                    try (var client = new SocketmapClient(socketmap)) {
                        for (int n = first; n < names.size(); n += clients) {
                            client.ask("QUERY " + names.get(n));
                        }
                    }
                    return 0;
                }));
            }
        }
        for (Future<?> each : done) {
            each.get();
        }
    }

    private void report(String facts, boolean fine) {
        asPromised &= fine;
        System.out.println("{" + facts + ",\"asPromised\":" + fine + "}");
    }
}
