package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;

/** Any of the services as it is packaged, in a process of its own, with nothing but settings to tell it what to do. */
final class StartedService implements AutoCloseable {

    static final String TOKEN = "5f".repeat(32);

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int http = FreePort.find();
    private final int management = FreePort.find();
    private final Path log;
    private final ServiceProcess process;

    private StartedService(Service service, Path folder, Map<String, String> settings) throws IOException {
        log = folder.resolve(service.module() + "-" + http + ".log");
        var environment = new HashMap<String, String>();
        environment.put("MAILKEEP_SOCKETMAP_PORT", Integer.toString(FreePort.find()));
        environment.put("MAILKEEP_LMTP_PORT", Integer.toString(FreePort.find()));
        environment.put(
                "MAILKEEP_REPORT_SPOOL_FOLDER", folder.resolve("spool-" + http).toString());
        environment.put("MAILKEEP_DNS_MODE", "off");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put(
                "MAILKEEP_AUTH_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), TOKEN).toString());
        settings.forEach((name, value) -> environment.put(variable(name), value));
        process = ServiceProcess.start(service, service.jar(HOME), log, environment);
    }

    /** Starts one with these settings, by property name; returns when it is ready. */
    static StartedService start(Service service, Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        var started = new StartedService(service, folder, settings);
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!started.isReady()) {
            if (!started.process.isAlive() || System.nanoTime() > limit) {
                var said = started.log();
                started.close();
                throw new IOException(service.module() + " did not start:\n" + said);
            }
            Thread.sleep(100);
        }
        return started;
    }

    /** The settings with which a service works on these two. */
    static Map<String, String> on(Service service, EmbeddedPostgresql postgresql, EmbeddedKafka kafka) {
        return Map.of(
                "quarkus.datasource.jdbc.url", postgresql.jdbcUrl(service.database()),
                "quarkus.datasource.reactive.url", postgresql.reactiveUrl(service.database()),
                "quarkus.datasource.username", postgresql.username(),
                "quarkus.datasource.password", postgresql.password(),
                "kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    int port() {
        return http;
    }

    /** Everything that it has written so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /**
     * Calls it with the token.
     *
     * @param headers names and values in turn
     */
    HttpResponse<String> call(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What readiness says of something that the service works with. */
    boolean has(String dependency) throws IOException, InterruptedException {
        for (var check : JSON.readTree(readiness().body()).path("checks")) {
            if (check.path("name").asText().equals(dependency)) {
                return check.path("data").path("available").asBoolean();
            }
        }
        throw new AssertionError("readiness does not speak of " + dependency);
    }

    /** Returns when PostgreSQL and Kafka can be used. */
    StartedService awaitDependencies() throws IOException, InterruptedException {
        for (var dependency : List.of("postgresql", "kafka")) {
            var limit = System.nanoTime() + START_LIMIT.toNanos();
            while (!has(dependency)) {
                if (System.nanoTime() > limit) {
                    throw new AssertionError("no " + dependency + ":\n" + log());
                }
                Thread.sleep(100);
            }
        }
        return this;
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private boolean isReady() throws InterruptedException {
        try {
            return readiness().statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> readiness() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
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
