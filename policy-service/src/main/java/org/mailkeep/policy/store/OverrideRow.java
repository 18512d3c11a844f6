package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.override.Effect;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** A row of {@code policy_override}. */
@Entity
@Table(name = "policy_override")
class OverrideRow {

    @Id
    String domain;

    @Column(name = "until")
    Instant until;

    @Column(name = "override")
    @JdbcTypeCode(SqlTypes.JSON)
    String override;

    @Column(name = "due_at")
    Instant dueAt;

    /** @param level see {@link Effect#level} */
    private record OverrideDocument(
            String level,
            Optional<StsPolicy> policy,
            Instant until,
            String reason,
            String by,
            Instant setAt,
            Optional<Instant> healthySince) {}

    void set(OperatorOverride changed) {
        domain = changed.domain().value();
        until = changed.until();
        override = Documents.write(new OverrideDocument(
                changed.effect().level(),
                changed.effect() instanceof Effect.PinSecure(StsPolicy policy) ? Optional.of(policy) : Optional.empty(),
                changed.until(),
                changed.reason(),
                changed.by(),
                changed.setAt(),
                changed.healthySince()));
    }

    OperatorOverride toOverride() {
        OverrideDocument document = Documents.read(override, OverrideDocument.class);
        return new OperatorOverride(
                new DomainName(domain),
                effect(document),
                document.until,
                document.reason,
                document.by,
                document.setAt,
                document.healthySince);
    }

    private static Effect effect(OverrideDocument document) {
        return switch (document.level) {
            case "may" -> new Effect.FailOpen();
            case "dane-only" -> new Effect.PinDaneOnly();
            case "dane" -> new Effect.PinDane();
            default -> new Effect.PinSecure(document.policy.orElseThrow());
        };
    }
}
