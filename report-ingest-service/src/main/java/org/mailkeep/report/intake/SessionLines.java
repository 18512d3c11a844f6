package org.mailkeep.report.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.outbound.DeliverySession;
import org.mailkeep.report.domain.outbound.SessionBatch;
import org.mailkeep.report.domain.outbound.SessionReader;

/**
 * Reads outcomes of deliveries, one JSON object a line, while they come in. A line is in memory, never the whole.
 */
public final class SessionLines {

    /** Octets of a line. */
    public static final int MAX_LINE = 64 << 10;

    /** Lines of a batch. */
    public static final int MAX_LINES = 100_000;

    private static final int BUFFER = 16 << 10;

    private final SessionBatch batch;
    private final byte[] line = new byte[MAX_LINE];
    private int length;
    private int lines;

    private SessionLines(SessionBatch batch) {
        this.batch = batch;
    }

    /** What came of reading all. */
    public sealed interface Outcome {

        /**
         * It was read to its end.
         *
         * @param hash SHA-256 of all octets, in hexadecimal digits
         */
        record Read(String hash) implements Outcome {}

        /**
         * It goes beyond what is read; nothing of it may be counted.
         *
         * @param line the first one is 1
         */
        record TooLong(int line) implements Outcome {}
    }

    /**
     * Reads to the end, and blocks meanwhile.
     *
     * @throws IOException when the sender does not come to an end
     */
    public static Outcome read(InputStream in, SessionBatch batch) throws IOException {
        MessageDigest digest = sha256();
        var reader = new SessionLines(batch);
        return reader.readAll(new DigestInputStream(in, digest))
                ? new Outcome.Read(HexFormat.of().formatHex(digest.digest()))
                : new Outcome.TooLong(reader.lines + 1);
    }

    /** Reads the data of an event. */
    public static Reading<SessionReader.Identified> readEvent(String body) {
        if (body.length() > MAX_LINE) {
            return new Reading.Refused<>("$", "longer than " + MAX_LINE + " characters");
        }
        try {
            byte[] octets = body.getBytes(StandardCharsets.UTF_8);
            return SessionReader.readEvent(JsonTree.read(new ByteArrayInputStream(octets)));
        } catch (Unreadable unreadable) {
            return new Reading.Refused<>("$", unreadable.reason());
        }
    }

    /** Whether it is within the limits. */
    private boolean readAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int count;
        while ((count = in.read(buffer)) >= 0) {
            int from = 0;
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    if (!append(buffer, from, i) || !endLine()) {
                        return false;
                    }
                    from = i + 1;
                }
            }
            if (!append(buffer, from, count)) {
                return false;
            }
        }
        return endLine();
    }

    private boolean append(byte[] buffer, int from, int to) {
        int count = to - from;
        if (length + count > MAX_LINE) {
            return false;
        }
        System.arraycopy(buffer, from, line, length, count);
        length += count;
        return true;
    }

    private boolean endLine() {
        byte[] text = Arrays.copyOf(line, length);
        length = 0;
        if (isBlank(text)) {
            return true;
        }
        if (lines == MAX_LINES) {
            return false;
        }
        lines++;
        try {
            switch (SessionReader.read(JsonTree.read(new ByteArrayInputStream(text)))) {
                case Reading.Read<DeliverySession>(DeliverySession session) -> batch.add(session);
                case Reading.Refused<DeliverySession>(String path, String reason) -> batch.addFaulty(path, reason);
            }
        } catch (Unreadable unreadable) {
            batch.addFaulty("$", unreadable.reason());
        }
        return true;
    }

    private static boolean isBlank(byte[] text) {
        for (byte one : text) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
