package org.mailkeep.openpgp.packet;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Bytes that never change, compared by value; ordered as unsigned numbers from the first byte on, a beginning before what it
 * begins.
 */
public final class Octets implements Comparable<Octets> {

    /** No bytes. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of these bytes. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /** A copy of the bytes from {@code start} up to, not including, {@code end}. */
    public static Octets of(byte[] bytes, int start, int end) {
        return new Octets(Arrays.copyOfRange(bytes, start, end));
    }

    /** These parts, one after the other. */
    public static Octets join(Octets... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Octets part : parts) {
            part.writeTo(joined);
        }
        return new Octets(joined.toByteArray());
    }

    /** The number as big-endian bytes, as many as asked for. */
    public static Octets ofNumber(long number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (number >>> (Byte.SIZE * (size - 1 - i)));
        }
        return new Octets(bytes);
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.length;
    }

    /** The byte at this place, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** The bytes from {@code start} up to, not including, {@code end}. */
    public Octets slice(int start, int end) {
        return of(bytes, start, end);
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** Appends the bytes. */
    public void writeTo(ByteArrayOutputStream out) {
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Only the size: what is in the bytes may be a stranger's, or personal. */
    @Override
    public String toString() {
        return bytes.length + " octets";
    }
}
