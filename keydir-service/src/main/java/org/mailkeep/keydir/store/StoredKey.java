package org.mailkeep.keydir.store;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Octets;

/**
 * A key of an account as it is kept.
 *
 * @param certificate whole, in binary
 * @param uploadedAt when the account gave it first, or first again after it was withdrawn
 * @param withdrawnAt when the account took it back, if it did
 */
public record StoredKey(
        Fingerprint fingerprint,
        Octets certificate,
        Instant uploadedAt,
        Instant updatedAt,
        Optional<Instant> withdrawnAt) {

    /** Whether it may be served. */
    public boolean isOffered() {
        return withdrawnAt.isEmpty();
    }

    /** The same key, taken back. */
    public StoredKey withdrawn(Instant at) {
        return new StoredKey(fingerprint, certificate, uploadedAt, at, Optional.of(at));
    }
}
