package org.mailkeep.keylookup.store;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.PinEntry;

/**
 * All that is stored of an address.
 *
 * @param lookup the last one that told something
 * @param certificates those that the pin and the lookup name, and those that were asked for
 * @param history of the pin, the oldest first
 */
public record KnownOfAddress(
        Optional<LookupFacts> lookup,
        Optional<StoredPin> pin,
        List<StoredCertificate> certificates,
        List<PinEntry> history) {

    /** The certificate with this fingerprint. */
    public Optional<StoredCertificate> certificate(Fingerprint fingerprint) {
        return certificates.stream()
                .filter(stored -> stored.fingerprint().equals(fingerprint))
                .findFirst();
    }
}
