package org.mailkeep.report.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.stream.RecursionMode;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.Hints;
import org.mailkeep.report.domain.StorableText;

/**
 * Finds the attachments of a mail that may be reports: by their type as RFC 8460 §5.3 and RFC 7489 §7.2.1.1 have it, and as
 * senders mistake it.
 */
final class MailReader {

    private static final int MAX_FILE_NAME = 255;

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxHeaderLen(Limits.MIME_HEADER)
            .setMaxHeaderCount(Limits.MIME_HEADERS)
            // Lines of any length: the whole mail is bounded, and a header by what is above.
            .setMaxLineLen(-1)
            .build();

    private final MimeTokenStream stream = new MimeTokenStream(CONFIG);
    private final List<Attachment> attachments = new ArrayList<>();
    private Hints hints = Hints.NONE;
    private int depth;
    private int parts;

    private MailReader() {}

    /** A part of a mail, decoded. */
    record Attachment(Body body, Optional<String> fileName) {}

    /**
     * A mail.
     *
     * @param hints from its header
     */
    record Mail(List<Attachment> attachments, Hints hints) {}

    static Mail read(Body mail) throws Unreadable {
        try {
            var reader = new MailReader();
            reader.parse(mail.stream());
            return new Mail(reader.attachments, reader.hints);
        } catch (MimeException | IOException | RuntimeException _) {
            // The library throws several unchecked exceptions for what is not as it should be.
            throw new Unreadable("the mail is not MIME, or a header of it is too long");
        }
    }

    private void parse(InputStream mail) throws MimeException, IOException, Unreadable {
        stream.setRecursionMode(RecursionMode.M_RECURSE);
        stream.parse(mail);
        var part = new PartHeader();
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> part = new PartHeader();
                case T_FIELD -> {
                    part.add(stream.getField());
                    takeHint(stream.getField());
                }
                case T_START_MULTIPART, T_START_MESSAGE -> deeper();
                case T_END_MULTIPART, T_END_MESSAGE -> depth--;
                case T_BODY -> body(part);
                default -> {
                    // Preamble, epilogue, and the ends of what began.
                }
            }
        }
    }

    private void deeper() throws Unreadable {
        if (++depth > Limits.MIME_DEPTH) {
            throw new Unreadable("the mail has parts in one another too deeply");
        }
    }

    private void body(PartHeader part) throws IOException, Unreadable {
        if (++parts > Limits.MIME_PARTS) {
            throw new Unreadable("the mail has more than " + Limits.MIME_PARTS + " parts");
        }
        if (!part.mayBeReport(stream.getBodyDescriptor().getMimeType())) {
            return;
        }
        if (attachments.size() == Limits.DOCUMENTS) {
            throw new Unreadable("the mail has more than " + Limits.DOCUMENTS + " attachments");
        }
        try (InputStream decoded = stream.getDecodedInputStream()) {
            attachments.add(new Attachment(Body.of(decoded.readAllBytes()), part.fileName));
        }
    }

    /** RFC 8460 §5.3: these two are there so that the mail need not be opened. The outermost ones count. */
    private void takeHint(Field field) {
        // Unfolding a field's body costs more than all else that is done with it, so only these two are.
        if (field.getName().equalsIgnoreCase("TLS-Report-Domain")) {
            hints = hints.or(new Hints(DomainName.parse(value(field)), Optional.empty()));
        } else if (field.getName().equalsIgnoreCase("TLS-Report-Submitter")
                && !value(field).isEmpty()) {
            String submitter = StorableText.shortened(StorableText.of(value(field)), MAX_FILE_NAME);
            hints = hints.or(new Hints(Optional.empty(), Optional.of(submitter)));
        }
    }

    private static String value(Field field) {
        return field.getBody() == null ? "" : field.getBody().strip();
    }

    /** What is worth knowing of a part's header. */
    private static final class PartHeader {

        private Optional<String> fileName = Optional.empty();

        void add(Field field) {
            String parameter = switch (field.getName().toLowerCase(Locale.ROOT)) {
                case "content-disposition" -> "filename";
                case "content-type" -> "name";
                default -> "";
            };
            if (!parameter.isEmpty()) {
                RawBody body = RawFieldParser.DEFAULT.parseRawBody(new RawField(field.getName(), field.getBody()));
                for (NameValuePair one : body.getParams()) {
                    if (one.getName().equalsIgnoreCase(parameter) && one.getValue() != null) {
                        String name = StorableText.of(one.getValue().strip());
                        fileName = Optional.of(StorableText.shortened(name, MAX_FILE_NAME));
                    }
                }
            }
        }

        boolean mayBeReport(String mimeType) {
            return switch (mimeType) {
                // What people read; unless somebody sends the report as such.
                case "text/plain", "text/html" ->
                    fileName.filter(PartHeader::isReportName).isPresent();
                case "application/tlsrpt+gzip",
                        "application/tlsrpt+json",
                        "application/json",
                        "application/gzip",
                        "application/x-gzip",
                        "application/gzip-compressed",
                        "application/zip",
                        "application/x-zip",
                        "application/x-zip-compressed",
                        "application/octet-stream",
                        "application/xml",
                        "text/xml",
                        "text/json" -> true;
                default -> fileName.filter(PartHeader::isReportName).isPresent();
            };
        }

        private static boolean isReportName(String name) {
            String folded = name.toLowerCase(Locale.ROOT);
            return folded.endsWith(".json")
                    || folded.endsWith(".xml")
                    || folded.endsWith(".gz")
                    || folded.endsWith(".zip");
        }
    }
}
