package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.domain.audit.AuditEntry;
import org.mailkeep.keydir.domain.audit.AuditRecord;
import org.mailkeep.openpgp.packet.Octets;

/** A row of {@code audit}. */
@Entity
@Table(name = "audit")
class AuditRow {

    @Id
    long number;

    @Column(name = "at")
    Instant at;

    @Column(name = "actor")
    String actor;

    @Column(name = "action")
    String action;

    @Column(name = "account_id")
    @Nullable String accountId;

    @Column(name = "address")
    @Nullable String address;

    @Column(name = "domain")
    @Nullable String domain;

    @Column(name = "fingerprint")
    @Nullable String fingerprint;

    @Column(name = "detail")
    String detail;

    @Column(name = "hash")
    byte[] hash;

    static AuditRow of(AuditEntry entry) {
        var row = new AuditRow();
        AuditRecord record = entry.record();
        row.number = entry.number();
        row.at = record.at();
        row.actor = record.actor();
        row.action = record.action();
        row.accountId = record.account().orElse(null);
        row.address = record.address().orElse(null);
        row.domain = record.domain().orElse(null);
        row.fingerprint = record.fingerprint().orElse(null);
        row.detail = record.detail();
        row.hash = entry.hash().toArray();
        return row;
    }

    AuditEntry entry() {
        return new AuditEntry(
                number,
                new AuditRecord(
                        at,
                        actor,
                        action,
                        Optional.ofNullable(accountId),
                        Optional.ofNullable(address),
                        Optional.ofNullable(domain),
                        Optional.ofNullable(fingerprint),
                        detail),
                Octets.of(hash));
    }
}
