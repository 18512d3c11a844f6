package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code account}. */
@Entity
@Table(name = "account")
class AccountRow {

    @Id
    String id;

    @Column(name = "created_at")
    Instant createdAt;
}
