package org.mailkeep.keylookup.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** The same once this is stored. */
    public KnownOfAddress after(Learnt learnt) {
        Map<Fingerprint, StoredCertificate> merged = new LinkedHashMap<>();
        certificates.forEach(stored -> merged.put(stored.fingerprint(), stored));
        learnt.certificates()
                .forEach(change -> merged.put(
                        change.fingerprint(),
                        new StoredCertificate(
                                change.fingerprint(),
                                change.data(),
                                change.loadedVersion() + 1,
                                certificate(change.fingerprint()).flatMap(StoredCertificate::refreshedAt))));
        return new KnownOfAddress(
                learnt.lookup().or(() -> lookup),
                learnt.pin()
                        .map(change -> new StoredPin(change.pin(), change.loadedVersion() + 1))
                        .or(() -> pin),
                List.copyOf(merged.values()),
                Stream.concat(history.stream(), learnt.history().stream()).toList());
    }
}
