package org.mailkeep.keylookup.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.openpgp.packet.Octets;

/** A row of {@code certificate}; the columns are explained in the migration. */
@Entity
@Table(name = "certificate")
class CertificateRow {

    @Id
    String fingerprint;

    @Column(name = "data")
    byte[] data;

    @Column(name = "version")
    long version;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "refreshed_at")
    @Nullable Instant refreshedAt;

    @Column(name = "refresh_at")
    Instant refreshAt;

    @Column(name = "lease_until")
    @Nullable Instant leaseUntil;

    StoredCertificate stored() {
        return new StoredCertificate(
                new Fingerprint(fingerprint), Octets.of(data), version, Optional.ofNullable(refreshedAt));
    }
}
