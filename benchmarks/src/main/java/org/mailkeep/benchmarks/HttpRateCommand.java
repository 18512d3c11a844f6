package org.mailkeep.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An open loop: requests go out when they are due, and the latency counts from then. */
@Command(
        name = "http-rate",
        mixinStandardHelpOptions = true,
        description = "Sends GET requests at a steady rate and prints how long the answers took.")
final class HttpRateCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000_000L;
    private static final int CONNECTIONS = 64;

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--host", required = true, description = "The Host header.")
    private String host = "";

    @Option(names = "--paths", required = true, description = "A file with a path a line, asked for at random.")
    private Path paths = Path.of("");

    @Option(names = "--rate", description = "Requests a second (1000).")
    private int rate = 1_000;

    @Option(names = "--seconds", description = "(10)")
    private int seconds = 10;

    @Option(names = "--warm-up", description = "Seconds before, which do not count (5).")
    private int warmUp = 5;

    @Option(names = "--name", description = "Stands before what is printed.")
    private String name = "http-rate";

    private final Histogram latencies = new Histogram(60 * SECOND, 3);
    private int wrong;

    @Override
    public Integer call() throws Exception {
        List<String> targets = Files.readAllLines(paths);
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setMaxWaitQueueSize(-1));
        int total = rate * (warmUp + seconds);
        var done = new CountDownLatch(total);
        var random = RandomGenerator.getDefault();
        // All on one event loop: nothing below needs a lock.
        vertx.runOnContext(_ -> {
            long start = System.nanoTime();
            var sent = new int[1];
            vertx.setPeriodic(1, timer -> {
                while (sent[0] < total && due(start, sent[0]) <= System.nanoTime()) {
                    boolean counts = sent[0] >= warmUp * rate;
                    ask(client, targets.get(random.nextInt(targets.size())), due(start, sent[0]++), counts, done);
                }
                if (sent[0] == total) {
                    vertx.cancelTimer(timer);
                }
            });
        });
        boolean all = done.await(warmUp + seconds + 30L, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get();
        System.out.printf(
                "%s: %d requests/s, p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, %d wrong%n",
                name, rate, millis(50), millis(99), millis(99.9), wrong);
        return all && wrong == 0 ? 0 : 1;
    }

    private long due(long start, int number) {
        return start + number * SECOND / rate;
    }

    private void ask(HttpClient client, String path, long due, boolean counts, CountDownLatch done) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                .setHost(host)
                .setPort(port)
                .setURI(path);
        client.request(options)
                .compose(request -> request.send())
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .onComplete(answer -> {
                    if (answer.failed() || answer.result() != 200) {
                        wrong++;
                    }
                    if (counts) {
                        latencies.recordValue(Math.max(0, System.nanoTime() - due));
                    }
                    done.countDown();
                });
    }

    private double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }
}
