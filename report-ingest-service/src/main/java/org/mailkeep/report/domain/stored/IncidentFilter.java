package org.mailkeep.report.domain.stored;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;

/**
 * Which incidents are wanted.
 *
 * @param state the word of a state; {@code alive} for all that are not closed
 * @param from went on at this time or later
 * @param to began before
 */
public record IncidentFilter(
        Optional<DomainName> domain, Optional<String> state, Optional<Instant> from, Optional<Instant> to) {

    /** Every incident that is not closed. */
    public static final String ALIVE = "alive";

    /** What {@code state} may be. */
    public static final Set<String> STATES = Set.of(ALIVE, "open", "confirmed", "not-reproducible", "fixed", "closed");
}
