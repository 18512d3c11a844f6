package org.mailkeep.openpgp.packet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.mailkeep.contracts.Fingerprint;

/**
 * A public key or public subkey of version 4 or 6 (RFC 9580 §5.5.2).
 *
 * @param version 4 or 6
 * @param created when the key was made, by its own word
 * @param algorithm the public key algorithm ID (§9.1)
 * @param material the numbers of the key
 * @param body the whole packet body: what the fingerprint and every signature cover
 * @param fingerprint (§5.5.4)
 */
public record KeyPacket(
        int version, Instant created, int algorithm, Octets material, Octets body, Fingerprint fingerprint) {

    /** The first octet of a key, and with it the answer to which versions are read at all: 2, 3 and 5 are not. */
    public static boolean isSupportedVersion(Octets body) {
        return body.size() > 0 && (body.at(0) == 4 || body.at(0) == 6);
    }

    /**
     * Reads the body of a key packet.
     *
     * @throws MalformedPacketException when it is none, or has another version
     */
    public static KeyPacket read(Octets body) throws MalformedPacketException {
        OctetReader reader = new OctetReader(body);
        int version = (int) reader.number(1);
        if (version != 4 && version != 6) {
            throw new MalformedPacketException("a key has a version other than 4 and 6");
        }
        Instant created = Instant.ofEpochSecond(reader.number(4));
        int algorithm = (int) reader.number(1);
        if (version == 6 && reader.number(4) != reader.remaining()) {
            throw new MalformedPacketException("the length of a key's material is wrong");
        }
        // A version 4 key is hashed with a length of two octets.
        if (version == 4 && body.size() > 0xffff) {
            throw new MalformedPacketException("a version 4 key is longer than 65535 octets");
        }
        return new KeyPacket(version, created, algorithm, reader.rest(), body, fingerprintOf(version, body));
    }

    /** The key as a signature hashes it (§5.2.4): its body behind a fixed octet and its length. */
    public Octets hashedForm() {
        return hashedForm(version, body);
    }

    /** As {@link #hashedForm()}, in a signature that a key of another version makes: the signature's version decides. */
    public Octets hashedFormIn(int signatureVersion) {
        return hashedForm(signatureVersion, body);
    }

    /**
     * Bits of the first multiprecision integer: the size of an RSA modulus or of a DSA or ElGamal prime (§3.2, §5.5.5); 0
     * when there is none.
     */
    public int firstNumberBits() {
        return numberBits(0);
    }

    /** Bits of the second multiprecision integer: an RSA exponent, a DSA group order; 0 when there is none. */
    public int secondNumberBits() {
        return numberBits(2 + (firstNumberBits() + 7) / Byte.SIZE);
    }

    /** Bits of the point that follows the object identifier of a named curve (§5.5.5.4 to §5.5.5.6); 0 when there is none. */
    public int curvePointBits() {
        return material.size() == 0 ? 0 : numberBits(1 + material.at(0));
    }

    private int numberBits(int position) {
        return position + 2 > material.size() ? 0 : material.at(position) << Byte.SIZE | material.at(position + 1);
    }

    private static Octets hashedForm(int version, Octets body) {
        return version == 4
                ? Octets.join(Octets.ofNumber(0x99, 1), Octets.ofNumber(body.size(), 2), body)
                : Octets.join(Octets.ofNumber(0x9b, 1), Octets.ofNumber(body.size(), 4), body);
    }

    private static Fingerprint fingerprintOf(int version, Octets body) {
        try {
            MessageDigest digest = MessageDigest.getInstance(version == 4 ? "SHA-1" : "SHA-256");
            return Fingerprint.of(digest.digest(hashedForm(version, body).toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }
}
