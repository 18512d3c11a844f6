package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.report.domain.Arrival.Transport;

/**
 * When and how reports came in, and what became of them then.
 *
 * @param from inclusive
 * @param to exclusive
 * @param transport only those that came this way
 */
public record Arrived(Instant from, Instant to, Optional<Transport> transport, Fate fate) {

    /** What became of them. */
    public enum Fate {
        /** They were new. */
        STORED,
        /** They were new, and came once more, whenever that was. */
        AGAIN,
        /** Their key was known, with another content. */
        CONFLICT,
        /** They were new, and about domains that are not ours. */
        FOREIGN
    }
}
