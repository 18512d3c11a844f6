package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Octets;

/** A row of {@code account_key}. */
@Entity
@Table(name = "account_key")
@IdClass(KeyRow.Id.class)
class KeyRow {

    /** Which key of which account. */
    record Id(String accountId, String fingerprint) implements Serializable {}

    @jakarta.persistence.Id
    @Column(name = "account_id")
    String accountId;

    @jakarta.persistence.Id
    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "certificate")
    byte[] certificate;

    @Column(name = "uploaded_at")
    Instant uploadedAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "withdrawn_at")
    @Nullable Instant withdrawnAt;

    void set(StoredKey key) {
        certificate = key.certificate().toArray();
        uploadedAt = key.uploadedAt().truncatedTo(ChronoUnit.MICROS);
        updatedAt = key.updatedAt().truncatedTo(ChronoUnit.MICROS);
        withdrawnAt =
                key.withdrawnAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)).orElse(null);
    }

    StoredKey key() {
        return new StoredKey(
                new Fingerprint(fingerprint),
                Octets.of(certificate),
                uploadedAt,
                updatedAt,
                Optional.ofNullable(withdrawnAt));
    }
}
