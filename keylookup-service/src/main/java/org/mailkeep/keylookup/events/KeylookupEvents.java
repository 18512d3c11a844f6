package org.mailkeep.keylookup.events;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.contracts.KeylookupEvent;
import org.mailkeep.keylookup.domain.PinEntry;
import org.mailkeep.openpgp.Standing;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;

/** What the others are told of correspondents' keys. */
public final class KeylookupEvents {

    private KeylookupEvents() {}

    /** What brought a change up. */
    public enum Reason {
        LOOKUP,
        REFRESH,
        DECISION
    }

    /** More is known of a key, or another one is seen or used for the address. */
    public static Outbox.Message changed(
            Optional<EmailAddress> email, Fingerprint key, List<String> changes, Reason reason, Instant at) {
        return message(
                new KeylookupEvent.KeyChanged(email, key, changes, reason.name().toLowerCase(Locale.ROOT), at));
    }

    /** A key's owner withdrew it. */
    public static Outbox.Message revoked(
            Optional<EmailAddress> email, Fingerprint key, Standing.Revoked revocation, Instant at) {
        return message(
                new KeylookupEvent.KeyRevoked(email, key, revocation.reason().isHard(), revocation.since(), at));
    }

    /** A domain and a keyserver show different keys. */
    public static Outbox.Message conflict(
            EmailAddress email, Fingerprint pinned, Fingerprint other, List<PinEntry> history, Instant at) {
        return message(new KeylookupEvent.PinConflict(
                Optional.of(email),
                pinned,
                other,
                history.stream().map(KeylookupEvents::entry).toList(),
                at));
    }

    private static KeylookupEvent.HistoryEntry entry(PinEntry entry) {
        return new KeylookupEvent.HistoryEntry(
                entry.at(),
                entry.what().name().toLowerCase(Locale.ROOT),
                entry.fingerprint(),
                entry.source().word());
    }

    private static Outbox.Message message(KeylookupEvent event) {
        return new Outbox.Message(
                UUID.randomUUID(), KeylookupEvent.TOPIC, event.key(), event.type(), EventJson.write(event), event.at());
    }
}
