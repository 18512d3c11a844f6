package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.posture.Posture;

/** A row of {@code domain_posture}. */
@Entity
@Table(name = "domain_posture")
class PostureRow {

    @Id
    String domain;

    @Column(name = "posture")
    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable String posture;

    @Column(name = "due_at")
    Instant dueAt;

    Optional<Posture> toPosture() {
        return Optional.ofNullable(posture).map(document -> Documents.read(document, Posture.class));
    }
}
