package org.mailkeep.benchmarks;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Finds the netstrings of a stream without keeping their content; for programs that only count them. */
final class NetstringScanner {

    private static final int MAX_LENGTH_DIGITS = 6;

    private final IntConsumer whole;
    private int digits;
    private int length;
    private boolean inContent;
    private int missing;
    private int first;

    /**
     * Begins before the first byte of a stream.
     *
     * @param whole is told the first byte of every complete netstring, 0 for an empty one
     */
    NetstringScanner(IntConsumer whole) {
        this.whole = whole;
    }

    /**
     * Reads all that is there.
     *
     * @throws IllegalStateException where the stream is none of netstrings
     */
    void scan(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (!inContent) {
                readLength(bytes.get());
            } else if (missing > 0) {
                skipContent(bytes);
            } else {
                finish(bytes.get());
            }
        }
    }

    private void readLength(byte octet) {
        if (octet == ':' && digits > 0) {
            inContent = true;
            missing = length;
            first = 0;
        } else if (octet >= '0' && octet <= '9' && digits < MAX_LENGTH_DIGITS) {
            length = length * 10 + (octet - '0');
            digits++;
        } else {
            throw new IllegalStateException("the length of a netstring is not a number");
        }
    }

    private void skipContent(ByteBuffer bytes) {
        if (missing == length) {
            first = bytes.get(bytes.position());
        }
        int skipped = Math.min(missing, bytes.remaining());
        bytes.position(bytes.position() + skipped);
        missing -= skipped;
    }

    private void finish(byte terminator) {
        if (terminator != ',') {
            throw new IllegalStateException("a netstring does not end with a comma");
        }
        inContent = false;
        length = 0;
        digits = 0;
        whole.accept(first);
    }
}
