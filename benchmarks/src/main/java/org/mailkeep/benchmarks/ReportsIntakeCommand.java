package org.mailkeep.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many reports a second the service takes durably: every answer counted here means that the report is in PostgreSQL, at
 * least in the spool. Afterwards it is counted what arrived there, and how fast the spool is emptied.
 */
@Command(
        name = "reports-intake",
        mixinStandardHelpOptions = true,
        description = "Posts medium reports to report-ingest-service, each of them new, as fast as it answers.")
final class ReportsIntakeCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000_000L;

    @Option(names = "--port", required = true, description = "Of the service.")
    private int port;

    @Option(names = "--jdbc", required = true, description = "URL of its database.")
    private String jdbc = "";

    @Option(names = "--user", description = "(postgres)")
    private String user = "postgres";

    @Option(names = "--password", description = "(postgres)")
    private String password = "postgres";

    @Option(names = "--connections", description = "Reports that wait for their answer (128).")
    private int connections = 128;

    @Option(names = "--seconds", description = "(10)")
    private int seconds = 10;

    @Option(names = "--warm-up", description = "Seconds before, which do not count (10).")
    private int warmUp = 10;

    @Option(names = "--tls", description = "By HTTPS; whatever certificate the service shows is taken.")
    private boolean tls;

    @Option(names = "--drain", description = "Seconds for which it is watched afterwards how the spool empties (0).")
    private int drain;

    @Option(names = "--first", description = "Number of the first report; another one for each run on a database (0).")
    private int first;

    @Option(names = "--direct", description = "No service: a transaction for each report, straight into its spool.")
    private boolean direct;

    private final Histogram latencies = new Histogram(60 * SECOND, 3);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int counted;

    @Override
    public Integer call() throws Exception {
        return direct ? directly() : throughService();
    }

    private int throughService() throws Exception {
        long before = kept();
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultPort(port)
                .setDefaultHost("127.0.0.1")
                .setSsl(tls)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxPoolSize(connections));
        long begin = System.nanoTime();
        var next = new AtomicInteger(first);
        var stopped = new CountDownLatch(connections);
        // All on one event loop: nothing below needs a lock.
        vertx.runOnContext(_ -> {
            for (int i = 0; i < connections; i++) {
                post(client, next, begin, stopped);
            }
        });
        stopped.await();
        vertx.close().toCompletionStage().toCompletableFuture().get();
        int sent = next.get() - first;
        int taken = statuses.entrySet().stream()
                .filter(entry -> entry.getKey() / 100 == 2)
                .mapToInt(Map.Entry::getValue)
                .sum();
        long arrived = kept() - before;
        System.out.printf(
                Locale.ROOT,
                "intake: %,d reports/s answered, p50 %.1f ms, p99 %.1f ms; %,d sent, answers %s; %,d kept%n",
                counted / seconds,
                latencies.getValueAtPercentile(50) / 1e6,
                latencies.getValueAtPercentile(99) / 1e6,
                sent,
                statuses,
                arrived);
        if (drain > 0) {
            watchSpool();
        }
        return taken == sent && arrived == sent ? 0 : 1;
    }

    private void watchSpool() throws Exception {
        long before = waiting();
        Thread.sleep(drain * 1000L);
        System.out.printf(
                Locale.ROOT,
                "spool: %,d reports waited; %,d of them were processed in a second%n",
                before,
                (before - waiting()) / drain);
    }

    private void post(HttpClient client, AtomicInteger next, long begin, CountDownLatch stopped) {
        long sent = System.nanoTime();
        if (sent - begin > (warmUp + seconds) * SECOND) {
            stopped.countDown();
            return;
        }
        Buffer report = Buffer.buffer(TlsReports.MEDIUM.gzip(next.getAndIncrement()));
        client.request(HttpMethod.POST, "/v1/tlsrpt")
                .map(request -> request.putHeader("Content-Type", "application/tlsrpt+gzip"))
                .compose((HttpClientRequest request) -> request.send(report))
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .onComplete(answer -> {
                    long now = System.nanoTime();
                    statuses.merge(answer.succeeded() ? answer.result() : 0, 1, Integer::sum);
                    if (now - begin > warmUp * SECOND && now - begin <= (warmUp + seconds) * SECOND) {
                        counted++;
                        latencies.recordValue(now - sent);
                    }
                    post(client, next, begin, stopped);
                });
    }

    private long kept() throws SQLException {
        return ask("select (select count(*) from spool) + (select count(*) from report)");
    }

    private long waiting() throws SQLException {
        return ask("select count(*) from spool");
    }

    private long ask(String question) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(question);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private int directly() throws Exception {
        int threads = 16;
        long end = System.nanoTime() + seconds * SECOND;
        var results = new ArrayList<Future<Integer>>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                int number = i;
                results.add(pool.submit(() -> insert(number, end)));
            }
        }
        int total = 0;
        for (Future<Integer> result : results) {
            total += result.get();
        }
        System.out.printf(
                Locale.ROOT,
                "direct: %,d reports/s, a transaction each, %d connections, nothing but the spool%n",
                total / seconds,
                threads);
        return 0;
    }

    /** What the service does with a group of reports at once, for each alone. */
    private int insert(int thread, long end) throws SQLException {
        int done = 0;
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into spool (id, received_at, transport, payload, body, attempts, leased_until)"
                                + " values (?, ?, 'HTTPS', 'REPORT', ?, 1, ?)")) {
            while (System.nanoTime() < end) {
                insert.setObject(1, UUID.randomUUID());
                insert.setTimestamp(2, Timestamp.from(Instant.now()));
                insert.setBytes(3, TlsReports.MEDIUM.gzip(thread * 1_000_000 + done));
                insert.setTimestamp(4, Timestamp.from(Instant.now().plusSeconds(86_400)));
                insert.executeUpdate();
                done++;
            }
        }
        return done;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc, user, password);
    }
}
