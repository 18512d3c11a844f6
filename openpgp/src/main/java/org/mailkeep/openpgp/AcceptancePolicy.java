package org.mailkeep.openpgp;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.openpgp.packet.KeyPacket;

/**
 * Which algorithms are good enough to rely on. It is a value that the caller passes in, so that two callers can differ and a
 * test can choose; reading and merging certificates do not ask it.
 *
 * <p>It never makes a revocation go away: a revocation with a weak hash still revokes. A forged one would need a second
 * preimage, which even SHA-1 withstands, and wrongly not using a key is the smaller harm.
 *
 * @param source who says so, to be shown with the verdict
 * @param keyAlgorithms of primary keys and subkeys
 * @param hashAlgorithms of the self-signatures that a verdict rests on
 * @param minimumBits of an RSA modulus or a DSA prime
 */
public record AcceptancePolicy(
        String source, Set<KeyAlgorithm> keyAlgorithms, Set<HashAlgorithm> hashAlgorithms, int minimumBits) {

    public AcceptancePolicy {
        keyAlgorithms = Set.copyOf(keyAlgorithms);
        hashAlgorithms = Set.copyOf(hashAlgorithms);
    }

    /**
     * RFC 9580: no SHA-1 (§9.5), no RSA below 2048 bits (§12.4), no DSA and no ElGamal (§12.5, §12.6). Post-quantum
     * encryption subkeys (draft-ietf-openpgp-pqc) are accepted, as nothing speaks against being encrypted to.
     */
    public static AcceptancePolicy rfc9580() {
        return new AcceptancePolicy(
                "RFC 9580 sections 9.5 and 12.4 to 12.6",
                EnumSet.of(
                        KeyAlgorithm.RSA,
                        KeyAlgorithm.RSA_ENCRYPT_ONLY,
                        KeyAlgorithm.RSA_SIGN_ONLY,
                        KeyAlgorithm.ECDH,
                        KeyAlgorithm.ECDSA,
                        KeyAlgorithm.EDDSA_LEGACY,
                        KeyAlgorithm.X25519,
                        KeyAlgorithm.X448,
                        KeyAlgorithm.ED25519,
                        KeyAlgorithm.ED448,
                        KeyAlgorithm.ML_KEM_768_X25519,
                        KeyAlgorithm.ML_KEM_1024_X448),
                EnumSet.complementOf(EnumSet.of(HashAlgorithm.SHA1)),
                2048);
    }

    /** Why a key of this algorithm and size is not relied on; empty when it is. */
    Optional<Standing.Unacceptable> objectionTo(KeyPacket key) {
        KeyAlgorithm algorithm = KeyAlgorithm.of(key);
        if (!keyAlgorithms.contains(algorithm)) {
            return Optional.of(new Standing.Unacceptable(Standing.Weakness.KEY_ALGORITHM, source));
        }
        int bits = algorithm.sizeOf(key);
        return bits > 0 && bits < minimumBits
                ? Optional.of(new Standing.Unacceptable(Standing.Weakness.KEY_SIZE, source))
                : Optional.empty();
    }

    boolean acceptsHash(int hashAlgorithm) {
        return HashAlgorithm.of(hashAlgorithm).filter(hashAlgorithms::contains).isPresent();
    }
}
