package org.mailkeep.report.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.mail.Claim;

/**
 * The header of a mail, its fields as they are written: with their folds, without the line end. Lines end with CRLF here, also
 * where the mail came with LF alone.
 */
final class MailHeader implements Headers {

    /** Octets of a header that are looked at; whatever is signed is in them. */
    private static final int MAX_OCTETS = 256 * 1024;

    private final List<String> fields;
    private final int bodyStart;

    private MailHeader(List<String> fields, int bodyStart) {
        this.fields = fields;
        this.bodyStart = bodyStart;
    }

    /** The header, up to the first empty line. */
    static MailHeader of(Body mail) {
        byte[] bytes = mail.bytes();
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        int at = 0;
        while (at < Math.min(bytes.length, MAX_OCTETS)) {
            int end = lineEnd(bytes, at);
            String line = line(bytes, at, end);
            at = end;
            if (line.isEmpty()) {
                break;
            }
            boolean folded = line.startsWith(" ") || line.startsWith("\t");
            if (!folded && !field.isEmpty()) {
                fields.add(field.toString());
                field.setLength(0);
            }
            field.append(field.isEmpty() ? "" : "\r\n").append(line);
        }
        if (!field.isEmpty()) {
            fields.add(field.toString());
        }
        return new MailHeader(List.copyOf(fields), at);
    }

    /** Where the next line begins. */
    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(end + 1, bytes.length);
    }

    /** Without its end. RFC 6532 §3.2 has UTF-8 in headers; what is none would not be signed correctly either. */
    private static String line(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** Where the body begins. */
    int bodyStart() {
        return bodyStart;
    }

    @Override
    public List<String> getFields() {
        return fields;
    }

    /** From the top of the mail to its body. */
    @Override
    public List<String> getFields(String name) {
        return fields.stream().filter(field -> isNamed(field, name)).toList();
    }

    static boolean isNamed(String field, String name) {
        int colon = field.indexOf(':');
        return colon > 0 && field.substring(0, colon).strip().equalsIgnoreCase(name);
    }

    /** What is after the colon, unfolded. */
    static String value(String field) {
        return field.substring(field.indexOf(':') + 1).replace("\r\n", "").strip();
    }

    /** Who the mail says that it comes from. */
    Claim claim() {
        List<String> from = getFields("From");
        List<String> submitter = getFields("TLS-Report-Submitter");
        return new Claim(
                from.size() == 1 ? domainOf(value(from.getFirst())) : Optional.empty(),
                submitter.size() == 1
                        ? DomainName.parse(value(submitter.getFirst()).toLowerCase(Locale.ROOT))
                        : Optional.empty());
    }

    private static Optional<DomainName> domainOf(String from) {
        try {
            List<Mailbox> authors =
                    LenientAddressParser.DEFAULT.parseAddressList(from).flatten();
            return authors.size() == 1 && authors.getFirst().getDomain() != null
                    ? DomainName.parse(authors.getFirst().getDomain())
                    : Optional.empty();
        } catch (RuntimeException _) {
            // The library throws unchecked exceptions for what is not as it should be.
            return Optional.empty();
        }
    }
}
