package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.openpgp.packet.Octets;

/** A row of {@code publication}; the columns are explained in the migration. */
@Entity
@Table(name = "publication")
class PublicationRow {

    @Id
    String address;

    @Column(name = "domain")
    String domain;

    @Column(name = "hash")
    String hash;

    @Column(name = "certificate")
    byte[] certificate;

    @Column(name = "changed_at")
    Instant changedAt;

    static PublicationRow of(Publication publication) {
        var row = new PublicationRow();
        row.address = publication.address().toString();
        row.domain = publication.domain().value();
        row.hash = publication.hash();
        row.set(publication);
        return row;
    }

    void set(Publication publication) {
        certificate = publication.certificates().toArray();
        changedAt = publication.changedAt().truncatedTo(ChronoUnit.MICROS);
    }

    Publication publication() {
        return new Publication(
                new DomainName(domain), hash, EmailAddress.of(address), Octets.of(certificate), changedAt);
    }
}
