package org.mailkeep.contracts;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The fingerprint of an OpenPGP key (RFC 9580 §5.5.4): 20 octets for version 4, 32 for version 6.
 *
 * <p>Short key IDs are not accepted in its place: anyone can make a key with a chosen one.
 *
 * @param hex 40 or 64 upper-case hexadecimal digits, as GnuPG shows them and VKS wants them in its paths
 */
public record Fingerprint(String hex) implements Comparable<Fingerprint> {

    private static final int V4_DIGITS = 40;
    private static final int V6_DIGITS = 64;
    private static final int KEY_ID_DIGITS = 16;

    public Fingerprint {
        if ((hex.length() != V4_DIGITS && hex.length() != V6_DIGITS)
                || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) {
            throw new IllegalArgumentException(
                    "a fingerprint is " + V4_DIGITS + " or " + V6_DIGITS + " hexadecimal digits");
        }
    }

    /**
     * Reads a fingerprint in either case, with or without a leading {@code 0x}.
     *
     * @throws IllegalArgumentException for anything else; the message repeats no input
     */
    public static Fingerprint of(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        // Beyond ASCII there are letters whose upper case is "FF": they must not slip in.
        return new Fingerprint(digits.chars().allMatch(c -> c < 0x80) ? digits.toUpperCase(Locale.ROOT) : "");
    }

    /** The fingerprint with these 20 or 32 octets. */
    public static Fingerprint of(byte[] octets) {
        return new Fingerprint(HexFormat.of().withUpperCase().formatHex(octets));
    }

    /** As {@link #of(String)}, empty instead of an exception. */
    public static Optional<Fingerprint> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The octets that the digits stand for. */
    public byte[] octets() {
        return HexFormat.of().parseHex(hex);
    }

    /** The version of the key: 4 or 6. */
    public int keyVersion() {
        return hex.length() == V4_DIGITS ? 4 : 6;
    }

    /** The key ID, 16 digits: the end of a version 4 fingerprint, the start of a version 6 one (RFC 9580 §5.5.4). */
    public String keyId() {
        return hex.length() == V4_DIGITS ? hex.substring(V4_DIGITS - KEY_ID_DIGITS) : hex.substring(0, KEY_ID_DIGITS);
    }

    @Override
    public int compareTo(Fingerprint other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
