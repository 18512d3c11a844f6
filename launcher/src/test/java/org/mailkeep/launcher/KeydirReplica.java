package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;

/** A keydir-service as it is packaged. */
record KeydirReplica(PackagedService service) implements Replica {

    static final String DATABASE = Service.KEYDIR.database();

    private static final String JSON = "application/json";

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static KeydirReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        return new KeydirReplica(PackagedService.start(Service.KEYDIR, folder, postgresql, kafka, settings));
    }

    JsonNode put(String path, String json) throws IOException, InterruptedException {
        return service.call("PUT", path, JSON, BodyPublishers.ofString(json));
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return service.call("POST", path, JSON, BodyPublishers.noBody());
    }

    /** What came of the account's key for each address. */
    JsonNode upload(String account, byte[] key) throws IOException, InterruptedException {
        return service.call(
                "PUT",
                "/v1/accounts/" + account + "/keys",
                "application/octet-stream",
                BodyPublishers.ofByteArray(key));
    }

    void withdraw(String account, String fingerprint) throws IOException, InterruptedException {
        service.call("DELETE", "/v1/accounts/" + account + "/keys/" + fingerprint, JSON, BodyPublishers.noBody());
    }

    /** The status of a Web Key Directory request by the direct method; Java's own client does not let a host be chosen. */
    int directly(String domain, String hash) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.httpPort())) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream()
                    .write(("GET /.well-known/openpgpkey/hu/" + hash + " HTTP/1.1\r\nHost: " + domain
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.isEmpty()) {
                throw new EOFException("the connection was closed without an answer");
            }
            return Integer.parseInt(answer.split(" ", 3)[1]);
        }
    }
}
