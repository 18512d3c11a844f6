package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code domain_probe}. */
@Entity
@Table(name = "domain_probe")
class ProbeRow {

    @Id
    String domain;

    @Column(name = "at")
    Instant at;

    @Column(name = "probe")
    @JdbcTypeCode(SqlTypes.JSON)
    String probe;
}
