package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.openpgp.packet.KeyPacket;
import org.mailkeep.openpgp.packet.SignaturePacket;

/** Which verified signatures of a key count at a moment, under a policy. */
record SelfSignatures(KeyPacket primary, Instant at, AcceptancePolicy policy) {

    /** Made by then, with a hash that the policy accepts; perhaps expired. Newest first. */
    Stream<SignaturePacket> acceptable(Collection<SignaturePacket> newestFirst) {
        return newestFirst.stream()
                .filter(signature -> !Signatures.created(signature).isAfter(at))
                .filter(signature -> policy.acceptsHash(signature.hashAlgorithm()));
    }

    /**
     * The one that counts: the newest that has not expired. RFC 9580 §5.2.3.10 wants the most recent; that an expired one
     * gives way to an older one is what GnuPG and Sequoia do.
     */
    Optional<SignaturePacket> newestAlive(List<SignaturePacket> newestFirst) {
        return acceptable(newestFirst).filter(this::isAlive).findFirst();
    }

    /** When a signature expires (§5.2.3.18). */
    static Optional<Instant> expiryOf(SignaturePacket signature) {
        return signature.lifetime().map(Signatures.created(signature)::plusSeconds);
    }

    /**
     * The revocation in force, if there is one.
     *
     * <p>A hard one always is (RFC 9580 §5.2.3.31: a compromised key makes all its signatures suspect; so do Sequoia and
     * GnuPG). A soft one is from its date on, unless a self-signature is newer. That is Sequoia's rule for all parts and
     * GnuPG's for user IDs; for keys and subkeys GnuPG lets no revocation be taken back. For user IDs both let a newer
     * self-signature take back a hard one, too; here it stays, since nothing says that the key's owner made that signature.
     *
     * @param newest when the newest self-signature that counts was made, if there is one
     */
    Optional<Standing.Revoked> revocationIn(Stream<SignaturePacket> weightiestFirst, Optional<Instant> newest) {
        return weightiestFirst
                .filter(revocation -> RevocationReason.of(revocation).isHard() || isInForce(revocation, newest))
                .findFirst()
                .map(revocation ->
                        new Standing.Revoked(RevocationReason.of(revocation), Signatures.created(revocation)));
    }

    /** Why none of the signatures counts. */
    Standing lackOf(List<SignaturePacket> signatures) {
        Optional<Instant> expired = acceptable(signatures)
                .filter(signature -> !isAlive(signature))
                .flatMap(signature -> expiryOf(signature).stream())
                .max(Instant::compareTo);
        if (expired.isPresent()) {
            return new Standing.Expired(expired.get());
        }
        boolean weak = signatures.stream()
                .filter(signature -> !Signatures.created(signature).isAfter(at))
                .anyMatch(signature -> !policy.acceptsHash(signature.hashAlgorithm()));
        if (weak) {
            return new Standing.Unacceptable(Standing.Weakness.HASH_ALGORITHM, policy.source());
        }
        return signatures.stream()
                .map(Signatures::created)
                .filter(at::isBefore)
                .min(Instant::compareTo)
                .<Standing>map(Standing.NotYetValid::new)
                .orElse(new Standing.Unacceptable(Standing.Weakness.NO_SELF_SIGNATURE, "RFC 9580 section 10.1"));
    }

    boolean isAlive(SignaturePacket signature) {
        return expiryOf(signature).map(at::isBefore).orElse(true);
    }

    private boolean isInForce(SignaturePacket softRevocation, Optional<Instant> newest) {
        Instant revoked = Signatures.created(softRevocation);
        boolean takenBack = newest.map(revoked::isBefore).orElse(false);
        return !takenBack && !revoked.isAfter(at) && isAlive(softRevocation);
    }
}
