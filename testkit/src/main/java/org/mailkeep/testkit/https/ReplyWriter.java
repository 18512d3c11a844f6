package org.mailkeep.testkit.https;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Puts a reply on the wire the way its delivery says. */
final class ReplyWriter {

    private static final Duration LONGER_THAN_ANY_CLIENT_WAITS = Duration.ofMinutes(10);

    private final OutputStream out;

    ReplyWriter(OutputStream out) {
        this.out = out;
    }

    /** @param last whether the connection ends after this reply */
    void write(Reply reply, boolean withBody, boolean last) throws IOException, InterruptedException {
        byte[] header = header(reply, last);
        byte[] body = withBody ? reply.body() : new byte[0];
        switch (reply.delivery()) {
            case PROMPT -> {
                out.write(header);
                out.write(body);
            }
            case SLOW_HEADER -> {
                drip(header, reply.pause());
                out.write(body);
            }
            case SLOW_BODY -> {
                out.write(header);
                drip(body, reply.pause());
            }
            case ENDLESS_BODY -> {
                out.write(header);
                repeatForEver(body);
            }
            case HANG_UP -> {}
            case HANG_UP_IN_BODY -> {
                out.write(header);
                out.write(body, 0, body.length / 2);
            }
            case SILENCE -> Thread.sleep(LONGER_THAN_ANY_CLIENT_WAITS);
        }
        out.flush();
    }

    private static byte[] header(Reply reply, boolean last) {
        StringBuilder text = new StringBuilder("HTTP/1.1 %d Reply\r\n".formatted(reply.status()));
        reply.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        if (reply.delivery() != Delivery.ENDLESS_BODY) {
            text.append("Content-Length: ").append(reply.body().length).append("\r\n");
        }
        if (last) {
            text.append("Connection: close\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private void drip(byte[] bytes, Duration pause) throws IOException, InterruptedException {
        for (byte octet : bytes) {
            Thread.sleep(pause);
            out.write(octet);
            out.flush();
        }
    }

    /** Ends with the exception that a client's leaving, or the server's closing, causes. */
    private void repeatForEver(byte[] body) throws IOException {
        if (body.length == 0) {
            return;
        }
        while (true) {
            out.write(body);
        }
    }
}
