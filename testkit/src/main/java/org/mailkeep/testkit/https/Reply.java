package org.mailkeep.testkit.https;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** What a host answers to a request for one path, and how it gets there; never changes. */
public final class Reply {

    private static final Duration USUAL_PAUSE = Duration.ofMillis(100);

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Delivery delivery;
    private final Duration pause;

    private Reply(int status, Map<String, String> headers, byte[] body, Delivery delivery, Duration pause) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.delivery = delivery;
        this.pause = pause;
    }

    /** A document, delivered promptly with status 200. */
    public static Reply of(String contentType, byte[] body) {
        return new Reply(200, Map.of("Content-Type", contentType), body.clone(), Delivery.PROMPT, USUAL_PAUSE);
    }

    /** As {@link #of}, {@code text/plain} in UTF-8. */
    public static Reply text(String body) {
        return of("text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** A status with a line of text as its body. */
    public static Reply status(int status) {
        return text("status " + status + "\n").withStatus(status);
    }

    /** 302 to another URL. */
    public static Reply redirect(String location) {
        return status(302).withHeader("Location", location);
    }

    public Reply withStatus(int other) {
        return new Reply(other, headers, body, delivery, pause);
    }

    /** With one more header field, or another value for one it has; the name in its usual spelling. */
    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, delivery, pause);
    }

    /** The same content under {@code Content-Encoding: gzip}, whether the client asked for it or not. */
    public Reply gzipped() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply(status, headers, compressed.toByteArray(), delivery, pause)
                .withHeader("Content-Encoding", "gzip");
    }

    public Reply delivered(Delivery other) {
        return new Reply(status, headers, body, other, pause);
    }

    /** As {@link #delivered(Delivery)}, with another pause than 100 ms between the octets of a slow part. */
    public Reply delivered(Delivery other, Duration pauseBetweenOctets) {
        return new Reply(status, headers, body, other, pauseBetweenOctets);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body.clone();
    }

    Delivery delivery() {
        return delivery;
    }

    Duration pause() {
        return pause;
    }
}
