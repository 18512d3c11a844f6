package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Loads socketmap servers in turns, and prints each run, the medians and the ratio.")
final class LoadCommand implements Callable<Integer> {

    @Option(
            names = "--target",
            required = true,
            paramLabel = "NAME=HOST:PORT",
            description = "A server; several are loaded in turns, and compared with the last one.")
    private Map<String, String> targets = new LinkedHashMap<>();

    @Option(names = "--domains", description = "How many of the bench world's domains to ask for (200).")
    private int domains = 200;

    @Option(names = "--domain-file", description = "Domains to ask for instead, one a line, the most popular first.")
    private Optional<Path> domainFile = Optional.empty();

    @Option(names = "--zipf", description = "Exponent of their popularity; 0: all the same (1.0).")
    private double zipf = 1;

    @Option(names = "--map", description = "The map to ask (QUERYwithTLSRPT).")
    private String map = "QUERYwithTLSRPT";

    @Option(names = "--connections", description = "Connections at once (8).")
    private int connections = 8;

    @Option(names = "--depth", description = "Questions under way on each connection, in a closed loop (1).")
    private int depth = 1;

    @Option(names = "--rate", description = "Questions a second in an open loop; 0: closed loop (0).")
    private int rate;

    @Option(names = "--seconds", description = "Length of a run (10).")
    private int seconds = 10;

    @Option(names = "--warm-up", description = "Seconds of load before the first run that counts (10).")
    private int warmUp = 10;

    @Option(names = "--rounds", description = "Runs against each target (5).")
    private int rounds = 5;

    @Override
    public Integer call() throws IOException {
        List<String> names =
                domainFile.isPresent() ? Files.readAllLines(domainFile.get()) : BenchWorld.domains(domains);
        var plan = new LoadPlan(connections, depth, Duration.ofSeconds(seconds), rate);
        var warm = new LoadPlan(connections, 8, Duration.ofSeconds(warmUp), 0);
        var results = new LinkedHashMap<String, List<LoadResult>>();
        for (var target : targets.entrySet()) {
            askOnceForEach(address(target.getValue()), names);
            new LoadRun(address(target.getValue()), warm, Questions.of(map, names, zipf)).run();
            results.put(target.getKey(), new ArrayList<>());
        }
        System.out.println(LoadResult.HEADER);
        for (int round = 0; round < rounds; round++) {
            for (var target : targets.entrySet()) {
                LoadResult result = new LoadRun(address(target.getValue()), plan, Questions.of(map, names, zipf)).run();
                results.getOrDefault(target.getKey(), List.of()).add(result);
                System.out.println(result.row(target.getKey()));
                System.out.println(result.json(target.getKey()));
            }
        }
        printMedians(results);
        return results.values().stream().flatMap(List::stream).anyMatch(result -> result.unanswered() > 0) ? 1 : 0;
    }

    /** So that no run measures a first lookup. */
    private void askOnceForEach(InetSocketAddress target, List<String> names) throws IOException {
        try (var client = new SocketmapClient(target)) {
            for (String name : names) {
                client.ask(map + " " + name);
            }
        }
    }

    private static void printMedians(Map<String, List<LoadResult>> results) {
        System.out.println();
        results.forEach((target, runs) -> System.out.printf(
                Locale.ROOT,
                "median %-12s %8.0f answers/s  p50 %.0f us  p99 %.0f us  p99.9 %.0f us  (of %d runs: %.0f to %.0f)%n",
                target,
                median(runs, LoadResult::perSecond),
                median(runs, run -> run.micros(50)),
                median(runs, run -> run.micros(99)),
                median(runs, run -> run.micros(99.9)),
                runs.size(),
                runs.stream().mapToDouble(LoadResult::perSecond).min().orElse(0),
                runs.stream().mapToDouble(LoadResult::perSecond).max().orElse(0)));
        List<String> names = List.copyOf(results.keySet());
        String last = names.getLast();
        for (String name : names.subList(0, names.size() - 1)) {
            double ratio = median(results.getOrDefault(name, List.of()), LoadResult::perSecond)
                    / median(results.getOrDefault(last, List.of()), LoadResult::perSecond);
            System.out.printf(Locale.ROOT, "ratio %s / %s: %.2f%n", name, last, ratio);
        }
    }

    private static double median(List<LoadResult> runs, ToDoubleFunction<LoadResult> value) {
        List<Double> sorted = runs.stream()
                .map(value::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static InetSocketAddress address(String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        return new InetSocketAddress(
                InetAddress.getAllByName(hostAndPort.substring(0, colon))[0],
                Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
