package org.mailkeep.keydir.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lines of a stream, none of which takes more memory than allowed. It blocks while it waits for the sender. */
final class BoundedLines {

    private final InputStream in;
    private final int maxOctets;

    BoundedLines(InputStream in, int maxOctets) {
        this.in = new BufferedInputStream(in);
        this.maxOctets = maxOctets;
    }

    /** A line, without its end. */
    sealed interface Line {

        record Text(String text) implements Line {}

        /** More octets than allowed; they were skipped. */
        record TooLong() implements Line {}
    }

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet >= 0 && octet != '\n') {
            if (line.size() < maxOctets) {
                line.write(octet);
            } else {
                tooLong = true;
            }
            octet = in.read();
        }
        return Optional.of(
                tooLong
                        ? new Line.TooLong()
                        : new Line.Text(line.toString(StandardCharsets.UTF_8).strip()));
    }
}
