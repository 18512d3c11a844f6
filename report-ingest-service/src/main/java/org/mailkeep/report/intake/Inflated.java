package org.mailkeep.report.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.mailkeep.report.domain.Body;

/** Octets as they come out of decompression, in pieces, so that they are never there twice. Counts towards the limits. */
final class Inflated {

    private static final int FIRST_PIECE = 4 * 1024;
    private static final int PIECE = 64 * 1024;

    private final Budget budget;
    private final List<byte[]> pieces = new ArrayList<>();
    private byte[] last = new byte[0];
    private int used;

    private int length;

    Inflated(Budget budget) {
        this.budget = budget;
    }

    /** Octets that were never compressed. */
    static Inflated plain(Body body, Budget budget) throws Unreadable {
        var plain = new Inflated(budget);
        budget.take(body.length());
        plain.last = body.bytes();
        plain.used = body.length();
        plain.length = body.length();
        plain.pieces.add(plain.last);
        return plain;
    }

    int length() {
        return length;
    }

    /** Whether it is a gzip or zip file itself. */
    boolean startsLikeAnArchive() {
        if (length < 4) {
            return false;
        }
        var first = Body.of(pieces.getFirst());
        return Gzip.looksLike(first) || first.startsWith('P', 'K', 3, 4);
    }

    /** All of it in one piece. */
    Body whole() {
        if (pieces.size() == 1 && used == last.length) {
            return Body.of(last);
        }
        try (var in = stream()) {
            return Body.of(in.readNBytes(length));
        } catch (IOException impossible) {
            throw new IllegalStateException("it is in memory", impossible);
        }
    }

    /** What one arrival may unpack to. */
    static final class Budget {

        private final Limits limits;
        private final long compressed;
        private long inflated;

        Budget(Limits limits, long compressed) {
            this.limits = limits;
            this.compressed = compressed;
        }

        void take(int bytes) throws Unreadable {
            inflated += bytes;
            if (inflated > limits.inflatedBytes()) {
                throw new Unreadable("it unpacks to more than " + limits.inflatedBytes() + " octets");
            }
            if (inflated > Limits.RATIO_FREE_BYTES && inflated / limits.ratio() > compressed) {
                throw new Unreadable("it unpacks to more than " + limits.ratio() + " times its size");
            }
        }
    }

    void add(byte[] bytes, int count) throws Unreadable {
        budget.take(count);
        length += count;
        int from = 0;
        while (from < count) {
            if (used == last.length) {
                last = new byte[pieces.isEmpty() ? Math.max(count, FIRST_PIECE) : PIECE];
                pieces.add(last);
                used = 0;
            }
            int copied = Math.min(count - from, last.length - used);
            System.arraycopy(bytes, from, last, used, copied);
            used += copied;
            from += copied;
        }
    }

    InputStream stream() {
        return new Pieces();
    }

    /** Reads the pieces one after the other. */
    private final class Pieces extends InputStream {

        private int piece;
        private int at;

        @Override
        public int read() {
            return available() == 0 ? -1 : pieces.get(piece)[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            int there = available();
            if (there == 0) {
                return -1;
            }
            int count = Math.min(length, there);
            System.arraycopy(pieces.get(piece), at, target, offset, count);
            at += count;
            return count;
        }

        /** Of the current piece; goes on to the next one where it is used up. */
        @Override
        public int available() {
            while (piece < pieces.size()) {
                int end = piece == pieces.size() - 1 ? used : pieces.get(piece).length;
                if (at < end) {
                    return end - at;
                }
                piece++;
                at = 0;
            }
            return 0;
        }
    }
}
