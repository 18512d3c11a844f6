package org.mailkeep.platform.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A row of {@code outbox}. */
@Entity
@Table(name = "outbox")
class OutboxRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "event_id")
    UUID eventId;

    @Column(name = "topic")
    String topic;

    @Column(name = "key")
    String key;

    @Column(name = "type")
    String type;

    @Column(name = "payload")
    @JdbcTypeCode(SqlTypes.JSON)
    String payload;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "trace_parent")
    @Nullable String traceParent;
}
