package org.mailkeep.testkit.vks;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.mailkeep.testkit.https.Delivery;
import org.mailkeep.testkit.https.Reply;

/** What is served where a key is asked for, and is none. */
public enum KeyFault {
    /** A web page with status 200, as of a captive portal or a site that answers every path. */
    HTML_PAGE,
    EMPTY_BODY,
    RANDOM_BYTES,
    /** More than 256 KiB, with the length announced. */
    TOO_LARGE,
    /** Never ends, and does not say how long it is. */
    ENDLESS,
    SERVER_ERROR,
    FORBIDDEN,
    TOO_MANY_REQUESTS,
    HANG_UP,
    HANG_UP_IN_BODY,
    SILENCE,
    /** To plain HTTP, where anybody in between can answer. */
    REDIRECT_TO_HTTP,
    REDIRECT_TO_ADDRESS,
    /** Under a content encoding that nobody asked for. */
    COMPRESSED;

    /** What a host with this fault answers. */
    public Reply reply() {
        return switch (this) {
            case HTML_PAGE ->
                Reply.of(
                        "text/html",
                        "<!DOCTYPE html><html><body>Welcome</body></html>\n".getBytes(StandardCharsets.US_ASCII));
            case EMPTY_BODY -> binary(0);
            case RANDOM_BYTES -> binary(2000);
            case TOO_LARGE -> binary(300 << 10);
            case ENDLESS -> binary(8 << 10).delivered(Delivery.ENDLESS_BODY);
            case SERVER_ERROR -> Reply.status(503);
            case FORBIDDEN -> Reply.status(403);
            case TOO_MANY_REQUESTS -> Reply.status(429).withHeader("Retry-After", "120");
            case HANG_UP -> Reply.status(200).delivered(Delivery.HANG_UP);
            case HANG_UP_IN_BODY -> binary(2000).delivered(Delivery.HANG_UP_IN_BODY);
            case SILENCE -> Reply.status(200).delivered(Delivery.SILENCE);
            case REDIRECT_TO_HTTP -> Reply.redirect("http://keys.example/key");
            case REDIRECT_TO_ADDRESS -> Reply.redirect("https://127.0.0.1/key");
            case COMPRESSED -> binary(200).gzipped();
        };
    }

    private static Reply binary(int octets) {
        byte[] body = new byte[octets];
        new Random(1).nextBytes(body);
        if (octets > 0) {
            body[0] |= (byte) 0x80; // as a packet begins
        }
        return Reply.of("application/octet-stream", body);
    }
}
