package org.mailkeep.openpgp;

import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * What a signature in a certificate is over (RFC 9580 §5.2.4).
 *
 * @param octets what is hashed after the salt and before the signature itself
 */
record SignedData(Octets octets) {

    private static final int USER_ID_PREFIX = 0xb4;

    /** Direct-key signatures and key revocations. */
    static SignedData ofKey(KeyPacket primary) {
        return new SignedData(primary.hashedForm());
    }

    /** Certifications of a user ID and their revocations. */
    static SignedData ofUserId(KeyPacket primary, UserId userId) {
        return ofUserId(primary, userId, primary.version());
    }

    /** As {@link #ofUserId(KeyPacket, UserId)}, by a key that may be of another version. */
    static SignedData ofUserId(KeyPacket primary, UserId userId, int signatureVersion) {
        return new SignedData(Octets.join(
                primary.hashedFormIn(signatureVersion),
                Octets.ofNumber(USER_ID_PREFIX, 1),
                Octets.ofNumber(userId.octets().size(), 4),
                userId.octets()));
    }

    /** Subkey bindings, the back-signatures in them, and subkey revocations. */
    static SignedData ofSubkey(KeyPacket primary, KeyPacket subkey) {
        return new SignedData(Octets.join(primary.hashedForm(), subkey.hashedForm()));
    }

    /** All that goes into the hash of this signature. */
    byte[] hashedWith(SignaturePacket signature) {
        return Octets.join(signature.salt(), octets, ownPartOf(signature)).toArray();
    }

    /** What is hashed of a signature itself, behind what it is over. */
    static Octets ownPartOf(SignaturePacket signature) {
        Octets covered = signature.coveredPart();
        return Octets.join(
                covered,
                Octets.ofNumber(signature.version(), 1),
                Octets.ofNumber(0xff, 1),
                Octets.ofNumber(covered.size(), 4));
    }
}
