package org.mailkeep.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Talks to the suite's own services on 127.0.0.1. */
final class Loopback implements AutoCloseable {

    /** An evaluation with dead name servers takes its time; nothing takes longer than this. */
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** What a socketmap server may send at most (Postfix, socketmap_table(5)). */
    private static final int MAX_SOCKETMAP_REPLY = 100_000;

    static {
        // A Web Key Directory tells its domains apart by the Host field; read when the first client is made.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /** An HTTP answer of any status. */
    record Answer(int status, String body) {}

    Answer get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build());
    }

    /** As if the name {@code host} led here. */
    Answer getAs(String host, String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Host", host)
                .build());
    }

    Answer put(String url, String token, String mediaType, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mediaType)
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    Answer post(String url, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(response.statusCode(), response.body());
    }

    /** The reply to a socketmap query, such as {@code OK dane-only}; one netstring each way. */
    static String socketmap(int port, String map, String key) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (int)
                    Duration.ofSeconds(2).toMillis());
            socket.setSoTimeout((int) LIMIT.toMillis());
            var query = (map + " " + key).getBytes(StandardCharsets.UTF_8);
            var out = socket.getOutputStream();
            out.write((query.length + ":").getBytes(StandardCharsets.US_ASCII));
            out.write(query);
            out.write(',');
            out.flush();
            return netstring(socket.getInputStream());
        }
    }

    private static String netstring(InputStream in) throws IOException {
        var length = 0;
        for (var c = in.read(); c != ':'; c = in.read()) {
            if (c < '0' || c > '9') {
                throw new EOFException("no netstring came back");
            }
            length = length * 10 + (c - '0');
            if (length > MAX_SOCKETMAP_REPLY) {
                throw new IOException("the reply is longer than Postfix would read");
            }
        }
        var reply = in.readNBytes(length);
        if (reply.length < length || in.read() != ',') {
            throw new EOFException("the reply ended early");
        }
        return new String(reply, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
