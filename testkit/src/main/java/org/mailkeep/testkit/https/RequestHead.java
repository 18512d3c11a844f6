package org.mailkeep.testkit.https;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What the server needs to know of a request.
 *
 * @param path without the query
 * @param host of the Host field, in lower case, without the port; empty where there was none
 */
record RequestHead(String method, String path, String host) {

    /** The usual limit of web servers. */
    private static final int MAX_LENGTH = 16 * 1024;

    /** @throws IOException when the client sends no HTTP request, or too long a head */
    static RequestHead read(InputStream in) throws IOException {
        List<String> lines = readUntilEmptyLine(in).lines().toList();
        String[] requestLine =
                lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (requestLine.length != 3) {
            throw new IOException("no HTTP request line");
        }
        String host = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))
                .map(line -> withoutPort(line.substring("host:".length()).strip()))
                .findFirst()
                .orElse("");
        return new RequestHead(requestLine[0], withoutQuery(requestLine[1]), host.toLowerCase(Locale.ROOT));
    }

    private static String readUntilEmptyLine(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int octet = in.read();
            if (octet < 0 || head.size() == MAX_LENGTH) {
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

    private static String withoutQuery(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }
}
