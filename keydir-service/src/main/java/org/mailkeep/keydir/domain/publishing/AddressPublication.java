package org.mailkeep.keydir.domain.publishing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.packet.Octets;

/**
 * What is to be served for an address.
 *
 * @param keys every key of the account with its verdict, those to be served first and in the order of the answer
 * @param nextChange when it may be otherwise, by time alone
 */
public record AddressPublication(EmailAddress address, List<OfKey> keys, Optional<Instant> nextChange) {

    public AddressPublication {
        keys = List.copyOf(keys);
    }

    /**
     * One key.
     *
     * @param minimised as it is served; empty where nothing of it can be
     * @param endsAt when the key or its user ID ends, where nothing follows it and its owner is to be told
     */
    public record OfKey(
            Fingerprint fingerprint, Verdict verdict, Optional<Certificate> minimised, Optional<Instant> endsAt) {

        boolean isPublished() {
            return verdict instanceof Verdict.Published;
        }
    }

    /** The keys that are served. */
    public List<OfKey> published() {
        return keys.stream().filter(OfKey::isPublished).toList();
    }

    /** The answer; empty where there is none. */
    public Optional<Octets> body() {
        Octets body = Octets.join(published().stream()
                .flatMap(key -> key.minimised().stream())
                .map(certificate -> Octets.of(certificate.toBinary()))
                .toArray(Octets[]::new));
        return body.size() == 0 ? Optional.empty() : Optional.of(body);
    }

    /** The verdict on one key. */
    public Optional<Verdict> verdictOn(Fingerprint key) {
        return keys.stream()
                .filter(ofKey -> ofKey.fingerprint().equals(key))
                .map(OfKey::verdict)
                .findFirst();
    }
}
