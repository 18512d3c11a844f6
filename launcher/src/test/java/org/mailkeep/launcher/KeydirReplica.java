package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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

/** A keydir-service as it is packaged, in a process of its own. */
final class KeydirReplica implements AutoCloseable {

    static final String DATABASE = "keydir";

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final String TOKEN = "5f".repeat(32);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int http = FreePort.find();
    private final int management = FreePort.find();
    private final Path log;
    private final ServiceProcess process;

    private KeydirReplica(Path folder, Map<String, String> settings) throws IOException {
        log = folder.resolve("keydir-" + http + ".log");
        var environment = new HashMap<String, String>();
        settings.forEach((name, value) -> environment.put(variable(name), value));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(http));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        environment.put(
                "MAILKEEP_AUTH_TOKEN_FILE",
                Files.writeString(folder.resolve("token"), TOKEN).toString());
        process = ServiceProcess.start(Service.KEYDIR, Service.KEYDIR.jar(HOME), log, environment);
    }

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static KeydirReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        var all = new HashMap<>(settings);
        all.put("quarkus.datasource.jdbc.url", postgresql.jdbcUrl(DATABASE));
        all.put("quarkus.datasource.reactive.url", postgresql.reactiveUrl(DATABASE));
        all.put("quarkus.datasource.username", postgresql.username());
        all.put("quarkus.datasource.password", postgresql.password());
        all.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        var replica = new KeydirReplica(folder, all);
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!replica.isReady()) {
            if (!replica.process.isAlive() || System.nanoTime() > limit) {
                var said = Files.readString(replica.log);
                replica.close();
                throw new IOException("keydir-service did not start:\n" + said);
            }
            Thread.sleep(100);
        }
        return replica;
    }

    JsonNode put(String path, String json) throws IOException, InterruptedException {
        return expectSuccess(send("PUT", path, "application/json", BodyPublishers.ofString(json)));
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return expectSuccess(send("POST", path, "application/json", BodyPublishers.noBody()));
    }

    /** What came of the account's key for each address. */
    JsonNode upload(String account, byte[] key) throws IOException, InterruptedException {
        return expectSuccess(send(
                "PUT",
                "/v1/accounts/" + account + "/keys",
                "application/octet-stream",
                BodyPublishers.ofByteArray(key)));
    }

    void withdraw(String account, String fingerprint) throws IOException, InterruptedException {
        expectSuccess(send(
                "DELETE",
                "/v1/accounts/" + account + "/keys/" + fingerprint,
                "application/json",
                BodyPublishers.noBody()));
    }

    /** The status of a Web Key Directory request by the direct method; Java's own client does not let a host be chosen. */
    int directly(String domain, String hash) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), http)) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream()
                    .write(("GET /.well-known/openpgpkey/hu/" + hash + " HTTP/1.1\r\nHost: " + domain
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
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

    private HttpResponse<String> send(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(http, path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type)
                .method(method, body)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI url(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode expectSuccess(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
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
