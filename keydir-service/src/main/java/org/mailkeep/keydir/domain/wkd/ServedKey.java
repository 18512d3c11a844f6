package org.mailkeep.keydir.domain.wkd;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The bytes that are served for one address, and their entity tag. Kept in one array, since a replica holds a million of
 * them.
 */
public final class ServedKey {

    /** Octets of the digest that makes the tag: nobody gains by a collision of two keys of one address. */
    private static final int DIGEST = 16;

    private final byte[] digestAndCertificates;

    private ServedKey(byte[] digestAndCertificates) {
        this.digestAndCertificates = digestAndCertificates;
    }

    /** A copy of these certificates, binary and one after the other. */
    public static ServedKey of(byte[] certificates) {
        byte[] all = Arrays.copyOf(sha256(certificates), DIGEST + certificates.length);
        System.arraycopy(certificates, 0, all, DIGEST, certificates.length);
        return new ServedKey(all);
    }

    /** How many bytes are served. */
    public int size() {
        return digestAndCertificates.length - DIGEST;
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return Arrays.copyOfRange(digestAndCertificates, DIGEST, digestAndCertificates.length);
    }

    /** A strong tag (RFC 9110 §8.8.3): the same on every replica, and another one as soon as a byte differs. */
    public EntityTag tag() {
        byte[] digest = Arrays.copyOf(digestAndCertificates, DIGEST);
        return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    /** Whether the same bytes are served. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ServedKey key && Arrays.equals(digestAndCertificates, key.digestAndCertificates);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digestAndCertificates);
    }

    @Override
    public String toString() {
        return size() + " octets";
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
