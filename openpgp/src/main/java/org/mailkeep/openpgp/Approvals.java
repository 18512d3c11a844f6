package org.mailkeep.openpgp;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.openpgp.packet.SignaturePacket;

/**
 * Certifications by others that a key's owner approved of, "first-party attested" (draft-dkg-openpgp-1pa3pc §3): a signature
 * by the key itself holds their digests.
 */
final class Approvals {

    private Approvals() {}

    /** Whether the approval holds the digest of this certification. */
    static boolean names(SignaturePacket approval, SignaturePacket certification) {
        Optional<HashAlgorithm> hash = HashAlgorithm.of(approval.hashAlgorithm());
        if (hash.isEmpty()) {
            return false;
        }
        MessageDigest digest = hash.get().digest();
        return approval.attestedDigests(digest.getDigestLength())
                .contains(Octets.of(digest.digest(hashedForm(certification).toArray())));
    }

    /** As a third-party confirmation hashes it: without its unhashed area, and without a trailer (RFC 9580 §5.2.4). */
    private static Octets hashedForm(SignaturePacket certification) {
        Octets body = certification.withUnhashed(List.of()).body();
        return Octets.join(Octets.ofNumber(0x88, 1), Octets.ofNumber(body.size(), 4), body);
    }
}
