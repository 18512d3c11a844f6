package org.mailkeep.openpgp;

import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;

/** What came of reading one certificate. */
public sealed interface CertificateReading {

    /**
     * The certificate as far as its own key vouches for it.
     *
     * @param leftOut what was in the body and is not in the certificate
     */
    record Read(Certificate certificate, LeftOut leftOut) implements CertificateReading {}

    /**
     * The certificate cannot be used, and nothing may be concluded from it; what is known of the key from before stays.
     *
     * @param fingerprint of the primary key, when it could be read
     */
    record Refused(Refusal why, Optional<Fingerprint> fingerprint) implements CertificateReading {}

    /** Why a certificate is refused. */
    enum Refusal {
        /** The primary key has a version other than 4 and 6 (RFC 9580 §5.5.2.1: version 3 is deprecated). */
        UNSUPPORTED_VERSION,
        /** Signatures of the primary key cannot be verified: its algorithm is unknown, or its numbers are out of bounds. */
        UNSUPPORTED_KEY,
        /** The primary key cannot be read. */
        MALFORMED,
        /** The certificate, its primary key, or a revocation in it is larger than the limits. */
        TOO_LARGE,
        /** The key vouches for more user IDs or subkeys than the limits. */
        TOO_MANY_COMPONENTS,
        /** So many signatures claim to be revocations that they cannot all be verified: a true one may be among them. */
        FLOODED
    }

    /**
     * What was left out of a certificate, in packets.
     *
     * @param foreign signatures by others that the owner did not approve of, and user attributes
     * @param invalid signatures that claim to be by the key and are not, or that cannot be understood
     * @param unverified older signatures for which the effort allowed did not suffice, or that are beyond the number kept
     * @param unbound user IDs and subkeys that the key does not vouch for
     */
    record LeftOut(int foreign, int invalid, int unverified, int unbound) {}
}
