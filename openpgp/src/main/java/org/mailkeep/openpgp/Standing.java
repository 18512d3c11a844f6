package org.mailkeep.openpgp;

import java.time.Instant;
import java.util.Optional;

/** How a key, subkey or user ID stands at a moment. */
public sealed interface Standing {

    /**
     * May be relied on.
     *
     * @param expiresAt when it ends, if it does; the moment itself is already outside
     */
    record Valid(Optional<Instant> expiresAt) implements Standing {}

    /** Made, or bound to the certificate, only later, by its own dates. */
    record NotYetValid(Instant from) implements Standing {}

    /** Over, though not revoked; its owner can prolong it. */
    record Expired(Instant since) implements Standing {}

    /**
     * Withdrawn by its owner.
     *
     * @param since the date of the revocation; a hard one holds before it, too
     */
    record Revoked(RevocationReason reason, Instant since) implements Standing {}

    /**
     * Not to be relied on, although its owner did not say so.
     *
     * @param source the policy or standard that says so
     */
    record Unacceptable(Weakness weakness, String source) implements Standing {}

    /** What is wrong with something unacceptable. */
    enum Weakness {
        KEY_ALGORITHM,
        KEY_SIZE,
        /** All self-signatures of the time rest on a hash that the policy refuses. */
        HASH_ALGORITHM,
        /** Nothing signed by the key vouches for it: a key server may have left out the user IDs. */
        NO_SELF_SIGNATURE
    }

    /** Whether it may be relied on. */
    default boolean isValid() {
        return this instanceof Valid;
    }
}
