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
        return new SignedData(Octets.join(
                primary.hashedForm(),
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
        Octets covered = signature.coveredPart();
        return Octets.join(
                        signature.salt(),
                        octets,
                        covered,
                        Octets.ofNumber(signature.version(), 1),
                        Octets.ofNumber(0xff, 1),
                        Octets.ofNumber(covered.size(), 4))
                .toArray();
    }
}
