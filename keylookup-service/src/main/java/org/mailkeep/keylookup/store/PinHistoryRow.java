package org.mailkeep.keylookup.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.PinEntry;

/** A row of {@code pin_history}. */
@Entity
@Table(name = "pin_history")
class PinHistoryRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "email")
    String email;

    @Column(name = "at")
    Instant at;

    @Column(name = "what")
    String what;

    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "source")
    String source;

    @Column(name = "actor")
    String actor;

    static PinHistoryRow of(EmailAddress email, PinEntry entry) {
        var row = new PinHistoryRow();
        row.email = email.toString();
        row.at = entry.at();
        row.what = entry.what().name().toLowerCase(Locale.ROOT);
        row.fingerprint = entry.fingerprint().hex();
        row.source = entry.source().word();
        row.actor = entry.actor();
        return row;
    }

    PinEntry entry() {
        return new PinEntry(
                at,
                PinEntry.What.valueOf(what.toUpperCase(Locale.ROOT)),
                new Fingerprint(fingerprint),
                PinRow.source(source),
                actor);
    }
}
