package org.mailkeep.keylookup.domain;

import java.time.Instant;
import org.mailkeep.contracts.Fingerprint;

/**
 * An entry in the history of a pin.
 *
 * @param actor who did it: a principal, {@code first use}, {@code lookup} or {@code policy}
 */
public record PinEntry(Instant at, What what, Fingerprint fingerprint, Source source, String actor) {

    /** What happened. */
    public enum What {
        PINNED,
        /** Another key than the pinned one was shown. */
        SEEN,
        ACCEPTED,
        REJECTED
    }
}
