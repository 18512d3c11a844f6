package org.mailkeep.testkit.https;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param path without the query, as it was sent
 * @param query what follows the question mark, empty where there is none
 * @param host of the Host field, in lower case, without the port; empty where there was none
 * @param headers all header fields, names in lower case
 * @param octets of the body, one character each
 */
public record Request(
        String method, String path, String query, String host, Map<String, String> headers, String octets) {

    /** The body as text. */
    public String body() {
        return new String(bodyOctets(), StandardCharsets.UTF_8);
    }

    /** The body as it came. */
    public byte[] bodyOctets() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The usual limit of web servers. */
    private static final int MAX_HEAD = 16 * 1024;

    private static final int MAX_BODY = 4 << 20;

    /** @throws IOException when the client sends no HTTP request, or too long a one */
    static Request read(InputStream in) throws IOException {
        List<String> lines = readUntilEmptyLine(in).lines().toList();
        String[] requestLine =
                lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (requestLine.length != 3) {
            throw new IOException("no HTTP request line");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        String target = requestLine[1];
        int mark = target.indexOf('?');
        return new Request(
                requestLine[0],
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                withoutPort(headers.getOrDefault("host", "")).toLowerCase(Locale.ROOT),
                Map.copyOf(headers),
                readBody(in, headers));
    }

    private static String readBody(InputStream in, Map<String, String> headers) throws IOException {
        int length;
        try {
            length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        } catch (NumberFormatException _) {
            length = -1;
        }
        if (length < 0 || length > MAX_BODY) {
            throw new IOException("no body of a known, moderate length");
        }
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static String readUntilEmptyLine(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int octet = in.read();
            if (octet < 0 || head.size() == MAX_HEAD) {
                throw new IOException("no complete HTTP head");
            }
            head.write(octet);
            if (octet == '\n') {
                newlines++;
            } else if (octet != '\r') {
                newlines = 0;
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String withoutPort(String host) {
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
