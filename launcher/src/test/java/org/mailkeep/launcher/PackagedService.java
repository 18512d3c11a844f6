package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
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
    private static final String TOKEN = "5f".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(60);
    private static final Duration HEALTH_LIMIT = Duration.ofSeconds(5);
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
        var all = new HashMap<String, String>();
        all.put("quarkus.datasource.jdbc.url", postgresql.jdbcUrl(service.database()));
        all.put("quarkus.datasource.reactive.url", postgresql.reactiveUrl(service.database()));
        all.put("quarkus.datasource.username", postgresql.username());
        all.put("quarkus.datasource.password", postgresql.password());
        all.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        all.putAll(settings);
        var started = new PackagedService(service, folder, all);
        started.awaitReadiness();
        return started;
    }

    private ServiceProcess launch() throws IOException {
        return ServiceProcess.start(service, service.jar(HOME), log, environment);
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > limit) {
                var said = Files.readString(log);
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
        return Files.readString(log);
    }

    /** Starts it again with the same settings; returns when it is ready. */
    void startAgain() throws IOException, InterruptedException {
        process = launch();
        awaitReadiness();
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
        var request = HttpRequest.newBuilder(url(http, path))
                .timeout(CALL_LIMIT)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
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
        return call("GET", path, "application/json", HttpRequest.BodyPublishers.noBody());
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
