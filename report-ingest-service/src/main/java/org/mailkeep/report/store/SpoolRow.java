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
import org.mailkeep.report.domain.Body;

/** A row of {@code spool}. */
@Entity
@Table(name = "spool")
class SpoolRow {

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

    @Column(name = "body")
    byte[] body;

    @Column(name = "attempts")
    int attempts;

    @Column(name = "leased_until")
    Instant leasedUntil;

    static SpoolRow of(SpoolRepository.Entry entry) {
        Arrival arrival = entry.arrival();
        var row = new SpoolRow();
        row.id = arrival.id();
        row.receivedAt = arrival.at();
        row.transport = arrival.transport();
        row.payload = arrival.payload();
        row.vouchedFor = arrival.vouchedFor().map(DomainName::value).orElse(null);
        row.body = arrival.body().bytes();
        row.attempts = entry.attempts();
        row.leasedUntil = entry.leasedUntil();
        return row;
    }

    Arrival arrival() {
        return new Arrival(
                id,
                receivedAt,
                transport,
                payload,
                Optional.ofNullable(vouchedFor).map(DomainName::new),
                Body.of(body));
    }
}
