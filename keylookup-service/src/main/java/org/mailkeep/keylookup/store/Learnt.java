package org.mailkeep.keylookup.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.Pin;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.keylookup.domain.Source;
import org.mailkeep.openpgp.packet.Octets;
import org.mailkeep.platform.store.Outbox;

/**
 * What is to be stored at once, decided on what was loaded before: if that changed meanwhile, nothing is stored.
 *
 * @param certificates new or changed ones
 * @param pin new or changed
 * @param history what happened to the pin
 * @param lookup the lookup that told it
 * @param sighting for which address a certificate was seen
 * @param events that tell the others
 */
public record Learnt(
        List<CertificateChange> certificates,
        Optional<PinChanged> pin,
        List<PinEntry> history,
        Optional<LookupFacts> lookup,
        Optional<Seen> sighting,
        List<Outbox.Message> events) {

    public Learnt {
        certificates = List.copyOf(certificates);
        history = List.copyOf(history);
        events = List.copyOf(events);
    }

    /** Whether it changes nothing that was told or is promised: it only notes when what was seen where. */
    public boolean isOnlyNoted() {
        return certificates.isEmpty() && pin.isEmpty() && events.isEmpty();
    }

    /**
     * A certificate to be written.
     *
     * @param keys fingerprints of the primary key and the subkeys
     * @param loadedVersion on which the change was decided; 0 when there was none
     * @param refreshAt when to ask keyservers next, for a new one
     */
    public record CertificateChange(
            Fingerprint fingerprint, List<Fingerprint> keys, Octets data, long loadedVersion, Instant refreshAt) {

        public CertificateChange {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A pin to be written.
     *
     * @param loadedVersion on which the change was decided; 0 when there was none
     */
    public record PinChanged(Pin pin, long loadedVersion) {}

    /** An address was seen with a certificate. */
    public record Seen(EmailAddress email, Fingerprint fingerprint, Source source, Instant at) {}
}
