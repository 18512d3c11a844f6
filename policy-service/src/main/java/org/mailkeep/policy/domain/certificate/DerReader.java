package org.mailkeep.policy.domain.certificate;

import java.nio.ByteBuffer;

/** Walks over the elements of DER (X.690) one after the other. Throws IllegalArgumentException for what is none. */
final class DerReader {

    static final int INTEGER = 0x02;
    static final int SEQUENCE = 0x30;

    /** The tag of {@code [0] EXPLICIT}, as the version of a certificate has it (RFC 5280 §4.1). */
    static final int CONTEXT_0 = 0xa0;

    /** Three octets count up to 16 MB, more than is ever read. */
    private static final int MAX_LENGTH_OCTETS = 3;

    private final ByteBuffer der;

    private DerReader(ByteBuffer der) {
        this.der = der;
    }

    /** What is inside of the one element that {@code der} holds. */
    static DerReader inside(byte[] der, int tag) {
        return new DerReader(ByteBuffer.wrap(der)).enter(tag);
    }

    /** Whether the next element has this tag. */
    boolean isAt(int tag) {
        return der.hasRemaining() && Byte.toUnsignedInt(der.get(der.position())) == tag;
    }

    DerReader enter(int tag) {
        ByteBuffer element = next(tag);
        head(element);
        return new DerReader(element.slice());
    }

    void skip(int tag) {
        next(tag);
    }

    /** The next element with its tag and length. */
    byte[] take(int tag) {
        ByteBuffer element = next(tag);
        byte[] octets = new byte[element.remaining()];
        element.get(octets);
        return octets;
    }

    private ByteBuffer next(int tag) {
        if (!isAt(tag)) {
            throw new IllegalArgumentException("another element than was expected");
        }
        int start = der.position();
        int length = head(der);
        if (length > der.remaining()) {
            throw new IllegalArgumentException("an element is cut off");
        }
        der.position(der.position() + length);
        return der.slice(start, der.position() - start);
    }

    /** Reads tag and length (X.690 §8.1.3), and yields the length. */
    private static int head(ByteBuffer from) {
        if (from.remaining() < 2) {
            throw new IllegalArgumentException("an element is cut off");
        }
        from.get();
        int first = Byte.toUnsignedInt(from.get());
        if (first < 0x80) {
            return first;
        }
        int octets = first & 0x7f;
        if (octets == 0 || octets > MAX_LENGTH_OCTETS || from.remaining() < octets) {
            throw new IllegalArgumentException("the length of an element cannot be read");
        }
        int length = 0;
        for (int i = 0; i < octets; i++) {
            length = (length << Byte.SIZE) | Byte.toUnsignedInt(from.get());
        }
        return length;
    }
}
