package org.mailkeep.report.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.stored.QuarantineEntry;

/** A row of {@code quarantine} without the body, which lists do not need. */
@Entity
@Table(name = "quarantine")
class QuarantineRow {

    @Id
    UUID id;

    @Column(name = "received_at")
    Instant receivedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "transport")
    Arrival.Transport transport;

    @Enumerated(EnumType.STRING)
    @Column(name = "payload")
    Arrival.Payload payload;

    @Column(name = "vouched_for")
    @Nullable String vouchedFor;

    @Column(name = "size")
    int size;

    @Column(name = "path")
    String path;

    @Column(name = "reason")
    String reason;

    @Column(name = "faults")
    int faults;

    @Column(name = "last_attempt_at")
    Instant lastAttemptAt;

    QuarantineEntry entry() {
        return new QuarantineEntry(
                id,
                receivedAt,
                transport,
                payload,
                Optional.ofNullable(vouchedFor).map(DomainName::new),
                size,
                path,
                reason,
                faults,
                lastAttemptAt);
    }
}
