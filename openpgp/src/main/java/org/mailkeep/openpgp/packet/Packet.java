package org.mailkeep.openpgp.packet;

import java.io.ByteArrayOutputStream;

/**
 * One packet (RFC 9580 §4).
 *
 * @param tag the packet type ID, 0 to 63 (§5)
 * @param body the packet without its header
 */
public record Packet(int tag, Octets body) {

    public static final int SIGNATURE = 2;
    public static final int SECRET_KEY = 5;
    public static final int PUBLIC_KEY = 6;
    public static final int SECRET_SUBKEY = 7;
    public static final int MARKER = 10;
    public static final int TRUST = 12;
    public static final int USER_ID = 13;
    public static final int PUBLIC_SUBKEY = 14;
    public static final int USER_ATTRIBUTE = 17;
    public static final int PADDING = 21;

    private static final int FIRST_NON_CRITICAL = 40;

    /** Whether the packet holds a secret key or secret subkey (RFC 9580 §5.5.1.3, §5.5.1.4). */
    static boolean isSecret(int tag) {
        return tag == SECRET_KEY || tag == SECRET_SUBKEY;
    }

    /** Whether a reader that does not know the packet may skip it (RFC 9580 §4.3). */
    public boolean isNonCritical() {
        return tag >= FIRST_NON_CRITICAL;
    }

    /** Appends the packet in OpenPGP format with the shortest length (RFC 9580 §4.2.1). */
    public void writeTo(ByteArrayOutputStream out) {
        out.write(0xc0 | tag);
        writeLength(body.size(), out);
        body.writeTo(out);
    }

    /** The lengths of RFC 9580 §4.2.1.1 to §4.2.1.3; subpackets are measured alike (§5.2.3.7). */
    static void writeLength(int length, ByteArrayOutputStream out) {
        if (length < 192) {
            out.write(length);
        } else if (length < 8384) {
            out.write(192 + ((length - 192) >> 8));
            out.write(length - 192);
        } else {
            out.write(255);
            Octets.ofNumber(length, 4).writeTo(out);
        }
    }
}
