package org.mailkeep.keylookup.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.LookupFacts;
import org.mailkeep.keylookup.domain.LookupFacts.Result;

/** A row of {@code lookup}. */
@Entity
@Table(name = "lookup")
class LookupRow {

    @Id
    String email;

    @Column(name = "found")
    boolean found;

    @Column(name = "source")
    @Nullable String source;

    @Column(name = "seen")
    @Nullable String seen;

    @Column(name = "trace")
    @JdbcTypeCode(SqlTypes.JSON)
    String trace;

    @Column(name = "at")
    Instant at;

    @Column(name = "fresh_until")
    Instant freshUntil;

    LookupFacts facts() {
        return new LookupFacts(
                EmailAddress.of(email),
                found ? Result.FOUND : Result.NOT_FOUND,
                Optional.ofNullable(source).map(PinRow::source),
                Optional.ofNullable(seen).map(Fingerprint::new),
                Optional.empty(),
                TraceDocument.read(trace),
                at,
                freshUntil);
    }
}
