package org.mailkeep.policy.domain.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records in the syntax of a zone file (RFC 1035 §5.1). */
public final class ZoneText {

    /** Octets of one character-string (RFC 1035 §3.3). */
    private static final int MAX_STRING = 255;

    private ZoneText() {}

    /** A zone file with every record under its purpose; names are absolute, so that the origin does not matter. */
    public static String of(List<PublishedRecord> records) {
        StringBuilder text = new StringBuilder();
        for (PublishedRecord record : records) {
            text.append("; ").append(record.purpose()).append('\n');
            text.append(line(record)).append('\n');
        }
        return text.toString();
    }

    /** One record in one line. */
    public static String line(PublishedRecord record) {
        return "%s. %d IN %s %s"
                .formatted(
                        record.owner(),
                        record.ttl().toSeconds(),
                        record.data().type(),
                        record.data().presentation());
    }

    /** Text as one or more quoted strings. */
    static String strings(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        List<String> strings = new ArrayList<>();
        for (int start = 0; start == 0 || start < octets.length; start += MAX_STRING) {
            strings.add(quoted(octets, start, Math.min(octets.length, start + MAX_STRING)));
        }
        return String.join(" ", strings);
    }

    /** Text as one quoted string, whatever its length. */
    static String quoted(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return quoted(octets, 0, octets.length);
    }

    private static String quoted(byte[] octets, int start, int end) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = start; i < end; i++) {
            int octet = Byte.toUnsignedInt(octets[i]);
            if (octet == '"' || octet == '\\') {
                quoted.append('\\').append((char) octet);
            } else if (octet < 0x20 || octet > 0x7e) {
                quoted.append("\\%03d".formatted(octet)); // \DDD
            } else {
                quoted.append((char) octet);
            }
        }
        return quoted.append('"').toString();
    }
}
