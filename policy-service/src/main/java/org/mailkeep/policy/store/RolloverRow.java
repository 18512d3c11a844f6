package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.mailkeep.policy.domain.rollover.Rollover;

/** A row of {@code rollover}. */
@Entity
@IdClass(RolloverRow.Key.class)
@Table(name = "rollover")
class RolloverRow {

    /** What names a row. */
    record Key(String domain, String mxHost) implements Serializable {}

    @Id
    String domain;

    @Id
    @Column(name = "mx_host")
    String mxHost;

    @Column(name = "step")
    String step;

    @Column(name = "state")
    @JdbcTypeCode(SqlTypes.JSON)
    String state;

    @Column(name = "due_at")
    Instant dueAt;

    Rollover toRollover() {
        return Documents.read(state, Rollover.class);
    }

    void set(Rollover rollover) {
        step = rollover.step().word();
        state = Documents.write(rollover);
    }
}
