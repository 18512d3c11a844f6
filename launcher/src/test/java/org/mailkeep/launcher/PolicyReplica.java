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
import java.util.List;
import java.util.Map;
import org.mailkeep.testkit.infra.FreePort;

/** A policy-service as it is packaged, in a process of its own. */
final class PolicyReplica implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String TOKEN = "5f".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int http = FreePort.find();
    private final int management = FreePort.find();
    private final int socketmap = FreePort.find();
    private final Path log;
    private final ServiceProcess process;

    private PolicyReplica(Path folder, Map<String, String> settings) throws IOException {
        log = folder.resolve("policy-" + http + ".log");
        var environment = new HashMap<>(settings);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put("MAILKEEP_SOCKETMAP_PORT", Integer.toString(socketmap));
        environment.put(
                "MAILKEEP_AUTH_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), TOKEN).toString());
        process = ServiceProcess.start(Service.POLICY, Service.POLICY.jar(HOME), log, environment);
    }

    /** Returns when it is ready. */
    static PolicyReplica start(Path folder, Map<String, String> settings) throws IOException, InterruptedException {
        var replica = new PolicyReplica(folder, settings);
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!replica.isReady()) {
            if (!replica.process.isAlive() || System.nanoTime() > limit) {
                var said = Files.readString(replica.log);
                replica.close();
                throw new IOException("policy-service did not start:\n" + said);
            }
            Thread.sleep(100);
        }
        return replica;
    }

    int socketmapPort() {
        return socketmap;
    }

    /** What Postfix is told. */
    String ask(String domain) throws IOException {
        return Loopback.socketmap(socketmap, "QUERY", domain);
    }

    JsonNode policy(String domain) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", http, path(domain)).body());
    }

    void purge(String domain) throws IOException, InterruptedException {
        expectSuccess(send("DELETE", http, path(domain)));
    }

    /** Hosts a domain with one MX host, its policy in mode testing. */
    void host(String domain, String mxHost) throws IOException, InterruptedException {
        var body = JSON.writeValueAsString(Map.of(
                "mtaSts",
                Map.of("mode", "testing", "mx", List.of(mxHost), "maxAge", 604800),
                "mxHosts",
                List.of(Map.of("host", mxHost)),
                "tlsrptRua",
                List.of("mailto:tls@" + domain)));
        expectSuccess(send("PUT", http, "/v1/hosted-domains/" + domain, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Looks at the domain's hosts now. */
    void probe(String domain) throws IOException, InterruptedException {
        expectSuccess(send("POST", http, "/v1/domains/" + domain + "/probes"));
    }

    /** The readiness report, whatever its status. */
    JsonNode readiness() throws IOException, InterruptedException {
        return JSON.readTree(send("GET", management, "/q/health/ready").body());
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
    PolicyReplica awaitDependencies() throws IOException, InterruptedException {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (lacks("postgresql") || lacks("kafka")) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("no connection to PostgreSQL or Kafka: " + readiness());
            }
            Thread.sleep(100);
        }
        return this;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send("GET", management, "/q/health/ready").statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private HttpResponse<String> send(String method, int port, String path) throws IOException, InterruptedException {
        return send(method, port, path, HttpRequest.BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, int port, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void expectSuccess(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
    }

    private static String path(String domain) {
        return "/v1/domains/" + domain + "/tls-policy";
    }

    @Override
    public void close() {
        process.askToStop();
        process.awaitStop();
        client.close();
    }
}
