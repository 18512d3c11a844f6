package org.mailkeep.policy.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/** A row of {@code tls_policy}; the columns are explained in the migration. */
@Entity
@Table(name = "tls_policy")
class PolicyRow {

    @Id
    String domain;

    @Column(name = "version")
    long version;

    @Column(name = "policy")
    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable String policy;

    @Column(name = "evaluated_at")
    @Nullable Instant evaluatedAt;

    @Column(name = "expires_at")
    @Nullable Instant expiresAt;

    @Column(name = "purged_at")
    @Nullable Instant purgedAt;

    @Column(name = "keep_until")
    Instant keepUntil;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    @Column(name = "lease_owner")
    @Nullable UUID leaseOwner;

    @Column(name = "lease_until")
    @Nullable Instant leaseUntil;

    /** What is known, empty when nothing is or it cannot be read. */
    Optional<TlsPolicy> known() {
        return policy == null ? Optional.empty() : PolicyDocument.read(policy, new DomainName(domain), version);
    }

    /** Whether another replica evaluates the domain now. */
    boolean leasedByOther(UUID replica, Instant now) {
        return leaseOwner != null && !leaseOwner.equals(replica) && leaseUntil != null && now.isBefore(leaseUntil);
    }

    void endLease() {
        leaseOwner = null;
        leaseUntil = null;
    }

    void set(TlsPolicy known) {
        policy = PolicyDocument.write(known);
        version = known.version();
        // PostgreSQL rounds; never later than the truth, or a policy would count as newer than itself.
        evaluatedAt = known.evaluatedAt().truncatedTo(ChronoUnit.MICROS);
        expiresAt = known.expiresAt().truncatedTo(ChronoUnit.MICROS);
        keepUntil = worthKeepingUntil(known);
        endLease();
    }

    void forget(long newVersion, Instant at) {
        version = newVersion;
        policy = null;
        evaluatedAt = null;
        expiresAt = null;
        purgedAt = at;
        endLease();
    }

    /** An MTA-STS policy protects for all its life, also while DNS is kept from announcing it (RFC 8461 §3.3, §10.2). */
    private static Instant worthKeepingUntil(TlsPolicy known) {
        Instant answer = known.expiresAt();
        return known.sts() instanceof StsState.Active active
                        && active.expiresAt().isAfter(answer)
                ? active.expiresAt()
                : answer;
    }
}
