package org.mailkeep.openpgp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hash algorithms of signatures that can be checked at all (RFC 9580 §9.5). MD5 and RIPEMD-160 are missing: a signature
 * that rests on one is as good as absent.
 */
public enum HashAlgorithm {
    SHA1(2, "SHA-1", 0),
    SHA256(8, "SHA-256", 16),
    SHA384(9, "SHA-384", 24),
    SHA512(10, "SHA-512", 32),
    SHA224(11, "SHA-224", 16),
    SHA3_256(12, "SHA3-256", 16),
    SHA3_512(14, "SHA3-512", 32);

    private final int id;
    private final String javaName;
    private final int saltSize;

    HashAlgorithm(int id, String javaName, int saltSize) {
        this.id = id;
        this.javaName = javaName;
        this.saltSize = saltSize;
    }

    static Optional<HashAlgorithm> of(int id) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
    }

    /** Octets of salt in a version 6 signature (RFC 9580 §9.5); a version 6 signature with SHA-1 does not exist. */
    int saltSize() {
        return saltSize;
    }

    MessageDigest digest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + javaName, e);
        }
    }
}
