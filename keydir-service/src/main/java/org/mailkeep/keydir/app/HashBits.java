package org.mailkeep.keydir.app;

import org.mailkeep.openpgp.WkdHash;

/**
 * A WKD hash in 32 bytes of memory; as text in its record it would take three times as much.
 *
 * @param high its first 64 bits
 * @param middle the next 64
 * @param low the last 32
 */
record HashBits(long high, long middle, int low) implements Comparable<HashBits> {

    private static final String Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769";
    private static final int BITS_PER_CHARACTER = 5;
    private static final byte[] VALUES = new byte[128];

    static {
        for (int value = 0; value < Z_BASE_32.length(); value++) {
            VALUES[Z_BASE_32.charAt(value)] = (byte) value;
        }
    }

    static HashBits of(WkdHash hash) {
        long high = 0;
        long middle = 0;
        long low = 0;
        // Shifts the whole number to the left, 32 bits in low and 64 in each of the others.
        for (int i = 0; i < hash.value().length(); i++) {
            low = low << BITS_PER_CHARACTER | VALUES[hash.value().charAt(i)];
            high = high << BITS_PER_CHARACTER | middle >>> (Long.SIZE - BITS_PER_CHARACTER);
            middle = middle << BITS_PER_CHARACTER | low >>> Integer.SIZE;
            low &= 0xffff_ffffL;
        }
        return new HashBits(high, middle, (int) low);
    }

    /** The hash whose bits these are. */
    WkdHash hash() {
        StringBuilder text = new StringBuilder();
        long high = this.high;
        long middle = this.middle;
        int low = this.low;
        for (int i = 0; i < 160 / BITS_PER_CHARACTER; i++) {
            text.append(Z_BASE_32.charAt((int) (high >>> (Long.SIZE - BITS_PER_CHARACTER))));
            high = high << BITS_PER_CHARACTER | middle >>> (Long.SIZE - BITS_PER_CHARACTER);
            middle = middle << BITS_PER_CHARACTER | (low & 0xffff_ffffL) >>> (Integer.SIZE - BITS_PER_CHARACTER);
            low <<= BITS_PER_CHARACTER;
        }
        return new WkdHash(text.toString());
    }

    /** All bits are equally random. */
    @Override
    public int hashCode() {
        return low;
    }

    /** Lets a map cope with hashes that were made to collide. */
    @Override
    public int compareTo(HashBits other) {
        int byHigh = Long.compare(high, other.high);
        int byMiddle = byHigh != 0 ? byHigh : Long.compare(middle, other.middle);
        return byMiddle != 0 ? byMiddle : Integer.compare(low, other.low);
    }
}
