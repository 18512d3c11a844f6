package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What travels on {@value #TOPIC}: what is known of correspondents' OpenPGP keys is not what it was. Whoever keeps a copy
 * asks again.
 *
 * <p>The key is the address, or the fingerprint where no address is known; of one key they come in order.
 */
public sealed interface KeylookupEvent {

    String TOPIC = "mailkeep.keylookup";

    /** The address whose key it is, as far as one is known. */
    Optional<EmailAddress> address();

    /** The primary key. */
    Fingerprint fingerprint();

    Instant at();

    /** The CloudEvents type. */
    String type();

    /** The Kafka key. */
    default String key() {
        return address()
                .map(EmailAddress::toString)
                .orElseGet(() -> fingerprint().hex());
    }

    /**
     * More is known of a key than before, or another one is seen or used for the address.
     *
     * @param changes words: {@code new-key}, {@code revoked}, {@code expiry}, {@code subkeys}, {@code user-ids},
     *     {@code signatures} of the certificate; {@code pin-changed}, {@code pin-held}, {@code pin-accepted},
     *     {@code pin-rejected} of the pin of the address
     * @param reason what brought it up: {@code lookup}, {@code refresh} or {@code decision}
     */
    record KeyChanged(
            Optional<EmailAddress> address, Fingerprint fingerprint, List<String> changes, String reason, Instant at)
            implements KeylookupEvent {
        public static final String TYPE = "key.changed";

        public KeyChanged {
            changes = List.copyOf(changes);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A key's owner withdrew it.
     *
     * @param hard whether what it signed before is not to be believed either (RFC 9580 §5.2.3.31)
     * @param since the date of the revocation
     */
    record KeyRevoked(Optional<EmailAddress> address, Fingerprint fingerprint, boolean hard, Instant since, Instant at)
            implements KeylookupEvent {
        public static final String TYPE = "key.revoked";

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * A domain and a keyserver show different keys for an address.
     *
     * @param fingerprint the pinned key
     * @param history what was seen and decided for both keys, the oldest first
     */
    record PinConflict(
            Optional<EmailAddress> address,
            Fingerprint fingerprint,
            Fingerprint other,
            List<HistoryEntry> history,
            Instant at)
            implements KeylookupEvent {
        public static final String TYPE = "pin.conflict";

        public PinConflict {
            history = List.copyOf(history);
        }

        @Override
        public String type() {
            return TYPE;
        }
    }

    /**
     * What happened to a pin.
     *
     * @param what {@code pinned}, {@code seen}, {@code accepted} or {@code rejected}
     * @param source {@code keydir}, {@code wkd-advanced}, {@code wkd-direct} or {@code vks}
     */
    record HistoryEntry(Instant at, String what, Fingerprint fingerprint, String source) {}
}
