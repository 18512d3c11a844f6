package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/**
 * A lookup gave this key for an address.
 *
 * @param pinnedStatus how the pinned key stands now, if one is pinned and known
 * @param announced whether the pinned key, if it is another one, certified this one and may still be believed
 */
public record Sighting(
        EmailAddress email,
        Fingerprint fingerprint,
        Source source,
        Instant at,
        Optional<KeyStatus> pinnedStatus,
        boolean announced) {}
