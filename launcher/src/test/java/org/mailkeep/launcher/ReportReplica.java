package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;

/** A report-ingest-service as it is packaged, in a process of its own that can be killed and started again. */
final class ReportReplica implements AutoCloseable {

    static final String DATABASE = "report";

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String TOKEN = "5f".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int http = FreePort.find();
    private final int management = FreePort.find();
    private final int lmtp = FreePort.find();
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private volatile ServiceProcess process;

    private ReportReplica(Path folder, Map<String, String> settings) throws IOException {
        log = folder.resolve("report-" + http + ".log");
        settings.forEach((name, value) -> environment.put(variable(name), value));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("MAILKEEP_LMTP_PORT", Integer.toString(lmtp));
        environment.put(
                "MAILKEEP_REPORT_SPOOL_FOLDER", folder.resolve("spool-" + http).toString());
        environment.put(
                "MAILKEEP_AUTH_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), TOKEN).toString());
        process = launch();
    }

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static ReportReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        var all = new HashMap<>(settings);
        all.put("quarkus.datasource.jdbc.url", postgresql.jdbcUrl(DATABASE));
        all.put("quarkus.datasource.reactive.url", postgresql.reactiveUrl(DATABASE));
        all.put("quarkus.datasource.username", postgresql.username());
        all.put("quarkus.datasource.password", postgresql.password());
        all.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        var replica = new ReportReplica(folder, all);
        replica.awaitReadiness();
        return replica;
    }

    private ServiceProcess launch() throws IOException {
        return ServiceProcess.start(Service.REPORT, Service.REPORT.jar(HOME), log, environment);
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                var said = Files.readString(log);
                close();
                throw new IOException("report-ingest-service did not start:\n" + said);
            }
            Thread.sleep(100);
        }
    }

    /** As {@code kill -9}: it finishes nothing. */
    void kill() throws InterruptedException {
        process.handle().destroyForcibly();
        process.awaitEnd();
    }

    /** Starts it again with the same settings; returns when it is ready. */
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReadiness();
    }

    int lmtpPort() {
        return lmtp;
    }

    /** The status of what it answers. */
    int post(String path, String type, byte[] body) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(client.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url(http, path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url(management, "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** MicroProfile's rule for environment variables. */
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        process.askToStop();
        process.awaitStop();
        client.close();
    }
}
