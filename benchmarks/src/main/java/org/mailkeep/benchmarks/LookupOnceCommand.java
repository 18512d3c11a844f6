package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One lookup after the other, of addresses that nobody has asked for; the first half of a file warms up. */
@Command(
        name = "lookup-once",
        mixinStandardHelpOptions = true,
        description =
                "Looks up each address of some files once, and prints how long it took beside the time of the round trips"
                        + " that it needs, and how many requests left the service.")
final class LookupOnceCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Option(names = "--port", required = true, description = "Of the service.")
    private int port;

    @Option(names = "--world", required = true, description = "URL of keylookup-world.")
    private URI world = URI.create("http://127.0.0.1");

    @Option(names = "--peer-millis", description = "How long a round trip to a peer takes (50).")
    private int peerMillis = 50;

    @Parameters(description = "Files with lines of an address, a result, a number of requests and one of round trips.")
    private List<Path> files = List.of();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * A line of a file.
     *
     * @param requests to HTTPS hosts that the order of lookup demands
     * @param roundTrips that they take one after the other
     */
    private record Question(String email, String result, int requests, int roundTrips) {

        static Question of(String line) {
            String[] parts = line.split("\t", -1);
            return new Question(parts[0], parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        }
    }

    /** What peers were asked since their start. */
    private record Counts(long requests, long queries) {}

    static String line(String email, String result, int requests, int roundTrips) {
        return email + "\t" + result + "\t" + requests + "\t" + roundTrips + "\n";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean asPromised = true;
        for (Path file : files) {
            asPromised &= measure(file);
        }
        return asPromised ? 0 : 1;
    }

    private boolean measure(Path file) throws IOException, InterruptedException {
        List<Question> questions =
                Files.readAllLines(file).stream().map(Question::of).toList();
        var latencies = new Histogram(LIMIT.toNanos(), 3);
        var queries = new Histogram(1_000, 3);
        int wrong = 0;
        int otherRequests = 0;
        for (int number = 0; number < questions.size(); number++) {
            Question question = questions.get(number);
            Counts before = counts();
            long begun = System.nanoTime();
            String answer = get("http://127.0.0.1:" + port + "/v1/keys?email=" + question.email());
            long took = System.nanoTime() - begun;
            Counts after = counts();
            wrong += answer.contains("\"result\":\"" + question.result() + "\"") ? 0 : 1;
            otherRequests += after.requests - before.requests == question.requests() ? 0 : 1;
            if (number >= questions.size() / 2) {
                latencies.recordValue(Math.min(took, LIMIT.toNanos()));
                queries.recordValue(Math.min(after.queries - before.queries, 1_000));
            }
        }
        int requests = questions.getFirst().requests();
        int roundTrips = questions.getFirst().roundTrips();
        System.out.printf(
                Locale.ROOT,
                "%-10s %d lookups, %d requests each (%d differ), %d DNS queries, median %.2f ms, p90 %.2f ms,"
                        + " p99 %.2f ms%s, %d wrong%n",
                file.getFileName(),
                latencies.getTotalCount(),
                requests,
                otherRequests,
                queries.getValueAtPercentile(50),
                millis(latencies, 50),
                millis(latencies, 90),
                millis(latencies, 99),
                roundTrips == 0 ? "" : ", ratio " + ratio(latencies, roundTrips),
                wrong);
        return wrong == 0 && otherRequests == 0;
    }

    private String ratio(Histogram latencies, int roundTrips) {
        int needed = roundTrips * peerMillis;
        return String.format(
                Locale.ROOT, "%.2f to %d round trips of %d ms", millis(latencies, 50) / needed, roundTrips, peerMillis);
    }

    private Counts counts() throws IOException, InterruptedException {
        String[] both = get(world + "/counts").strip().split(" ", -1);
        return new Counts(Long.parseLong(both[0]), Long.parseLong(both[1]));
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static double millis(Histogram latencies, double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
