package org.mailkeep.openpgp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.mailkeep.contracts.EmailAddress;

/**
 * The name under which a Web Key Directory keeps the key of a local part (draft-koch-openpgp-webkey-service §3.1).
 *
 * @param value 32 characters of z-base-32
 */
public record WkdHash(String value) {

    /** RFC 6189 §5.1.6. */
    private static final String Z_BASE_32 = "ybndrfg8ejkmcpqxot1uwisza345h769";

    private static final int BITS_PER_CHARACTER = 5;
    private static final int LENGTH = 160 / BITS_PER_CHARACTER;

    public WkdHash {
        if (value.length() != LENGTH || !value.chars().allMatch(c -> Z_BASE_32.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("a WKD hash is " + LENGTH + " characters of z-base-32");
        }
    }

    /** The hash under which a directory keeps the key of this address. */
    public static WkdHash of(EmailAddress address) {
        return ofLocalPart(address.localPart());
    }

    /**
     * The hash of a local part. Only ASCII letters are lower-cased, all else is hashed as it is in UTF-8 (§3.1).
     *
     * @param localPart what stands before the {@code @}
     */
    public static WkdHash ofLocalPart(String localPart) {
        byte[] digest = sha1(lowerCaseAscii(localPart).getBytes(StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder(LENGTH);
        for (int bit = 0; bit < digest.length * Byte.SIZE; bit += BITS_PER_CHARACTER) {
            text.append(Z_BASE_32.charAt(fiveBitsAt(digest, bit)));
        }
        return new WkdHash(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }

    /** 160 bits are a whole number of characters, so there is never a rest to pad. */
    private static int fiveBitsAt(byte[] bytes, int bit) {
        int index = bit / Byte.SIZE;
        int next = index + 1 < bytes.length ? bytes[index + 1] & 0xff : 0;
        int window = ((bytes[index] & 0xff) << Byte.SIZE) | next;
        return (window >> (2 * Byte.SIZE - BITS_PER_CHARACTER - bit % Byte.SIZE)) & 0x1f;
    }

    private static String lowerCaseAscii(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return lower.toString();
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
