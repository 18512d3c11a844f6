package org.mailkeep.keylookup.store;

import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Octets;

/**
 * A certificate as it is stored.
 *
 * @param data in binary
 * @param version counts up with every change
 * @param refreshedAt when keyservers were asked last
 */
public record StoredCertificate(Fingerprint fingerprint, Octets data, long version, Optional<Instant> refreshedAt) {}
