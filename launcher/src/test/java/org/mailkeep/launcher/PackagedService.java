package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;

/** A service as it is packaged, in a process of its own that can be ended, killed and started again on the same ports. */
final class PackagedService implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    static final String TOKEN = "5f".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final int http = FreePort.find();
    private final int management = FreePort.find();
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private volatile ServiceProcess process;

    private PackagedService(Service service, Path folder, Map<String, String> settings) throws IOException {
        this.service = service;
        log = folder.resolve(service.module() + "-" + http + ".log");
        environment.put("MAILKEEP_SOCKETMAP_PORT", Integer.toString(FreePort.find()));
        environment.put("MAILKEEP_LMTP_PORT", Integer.toString(FreePort.find()));
        environment.put(
                "MAILKEEP_REPORT_SPOOL_FOLDER", folder.resolve("spool-" + http).toString());
        settings.forEach((name, value) -> environment.put(variable(name), value));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        Path token = folder.resolve("token-" + http);
        environment.put(
                "MAILKEEP_AUTH_TOKEN_FILE", Files.writeString(token, TOKEN).toString());
        process = launch();
    }

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static PackagedService start(
            Service service,
            Path folder,
            EmbeddedPostgresql postgresql,
            EmbeddedKafka kafka,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        var all = on(service, postgresql, kafka);
        all.putAll(settings);
        return start(service, folder, all);
    }

    /** Starts one with nothing but settings, by property name, to tell it what to do; returns when it is ready. */
    static PackagedService start(Service service, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        var started = new PackagedService(service, folder, settings);
        started.awaitReadiness();
        return started;
    }

    /** The settings with which a service works on these two. */
    private static Map<String, String> on(Service service, EmbeddedPostgresql postgresql, EmbeddedKafka kafka) {
        var settings = new HashMap<String, String>();
        settings.put("quarkus.datasource.jdbc.url", postgresql.jdbcUrl(service.database()));
        settings.put("quarkus.datasource.reactive.url", postgresql.reactiveUrl(service.database()));
        settings.put("quarkus.datasource.username", postgresql.username());
        settings.put("quarkus.datasource.password", postgresql.password());
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        return settings;
    }

    private ServiceProcess launch() throws IOException {
        return ServiceProcess.start(service, service.jar(HOME), log, environment);
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                var said = log();
                close();
                throw new IOException(service.module() + " did not start:\n" + said);
            }
            Thread.sleep(100);
        }
    }

    /** As {@code kill -9}: it finishes nothing. */
    void kill() throws InterruptedException {
        process.handle().destroyForcibly();
        process.awaitEnd();
    }

    /** As {@code kill}: it finishes what it is at. Returns what it said since its start. */
    String end() throws IOException {
        process.askToStop();
        process.awaitStop();
        return log();
    }

    /** Starts it again with the same settings; returns when it is ready. */
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReadiness();
    }

    /** Everything that it has written since its start. */
    String log() throws IOException {
        return Files.readString(log);
    }

    int httpPort() {
        return http;
    }

    /** The readiness report, whatever its status. */
    JsonNode readiness() throws IOException, InterruptedException {
        return JSON.readTree(health().body());
    }

    /** Whether readiness says that {@code dependency} is missing. */
    boolean lacks(String dependency) throws IOException, InterruptedException {
        for (var check : readiness().path("checks")) {
            if (check.path("name").asText().equals(dependency)) {
                return !check.path("data").path("available").asBoolean();
            }
        }
        throw new AssertionError("readiness does not speak of " + dependency + ": " + readiness());
    }

    /** Returns when it can use PostgreSQL and Kafka, which it does not need to be ready. */
    void awaitDependencies() throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (lacks("postgresql") || lacks("kafka")) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no connection to PostgreSQL or Kafka: " + readiness());
            }
            Thread.sleep(100);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return health().statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(management, "/q/health/ready"))
                .timeout(HEALTH_LIMIT)
                .build();
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** The answer to an operator's request, of any status. */
    HttpResponse<String> send(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url(http, path))
                .header("Content-Type", type)
                .method(method, body));
    }

    /**
     * The answer to an operator's request, of any status.
     *
     * @param headers names and values in turn
     */
    HttpResponse<String> ask(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(http, path))
                .method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                request.timeout(CALL_LIMIT)
                        .header("Authorization", "Bearer " + TOKEN)
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** The answer to an operator's request that succeeds. */
    JsonNode call(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        var answer = send(method, path, type, body);
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** As {@link #get}, but asks again when it is told to try later, as it is when PostgreSQL is slow on a busy machine. */
    JsonNode getPatiently(String path) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (send("GET", path, "application/json", BodyPublishers.noBody()).statusCode() == 503
                && System.nanoTime() < limit) {
            Thread.sleep(500);
        }
        return get(path);
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
