package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.mailkeep.keydir.domain.audit.AuditChain;
import org.mailkeep.openpgp.packet.Octets;

/** The one row of {@code audit_head}. */
@Entity
@Table(name = "audit_head")
class AuditHeadRow {

    @Id
    boolean one;

    @Column(name = "number")
    long number;

    @Column(name = "hash")
    byte[] hash;

    AuditChain.Head head() {
        return new AuditChain.Head(number, Octets.of(hash));
    }

    void set(AuditChain.Head head) {
        number = head.number();
        hash = head.hash().toArray();
    }
}
