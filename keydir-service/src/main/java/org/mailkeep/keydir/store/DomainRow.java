package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.ProofMethod;
import org.mailkeep.keydir.domain.served.Verification;

/** A row of {@code directory_domain}; the columns are explained in the migration. */
@Entity
@Table(name = "directory_domain")
class DomainRow {

    private static final int MAX_WHY = 500;

    @Id
    String name;

    @Column(name = "kind")
    String kind;

    @Column(name = "token")
    String token;

    @Column(name = "status")
    String status;

    @Column(name = "method")
    @Nullable String method;

    @Column(name = "since")
    Instant since;

    @Column(name = "proven_at")
    @Nullable Instant provenAt;

    @Column(name = "why")
    @Nullable String why;

    @Column(name = "next_check")
    @Nullable Instant nextCheck;

    static DomainRow of(DirectoryDomain domain) {
        var row = new DomainRow();
        row.name = domain.name().value();
        row.kind = domain.kind().word();
        row.set(domain);
        return row;
    }

    void set(DirectoryDomain domain) {
        token = domain.token();
        since = domain.verification().since().truncatedTo(ChronoUnit.MICROS);
        method = null;
        provenAt = null;
        why = null;
        switch (domain.verification()) {
            case Verification.NotNeeded _ -> status = "own";
            case Verification.Pending pending -> {
                status = "pending";
                why = pending.why().map(DomainRow::bounded).orElse(null);
            }
            case Verification.Verified verified -> {
                status = "verified";
                method = verified.method().word();
                provenAt = verified.provenAt().truncatedTo(ChronoUnit.MICROS);
                why = verified.doubt().map(DomainRow::bounded).orElse(null);
            }
            case Verification.Lapsed lapsed -> {
                status = "lapsed";
                why = bounded(lapsed.why());
            }
        }
    }

    DirectoryDomain domain() {
        return new DirectoryDomain(
                new DomainName(name),
                DirectoryDomain.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                token,
                verification());
    }

    private Verification verification() {
        return switch (status) {
            case "own" -> new Verification.NotNeeded(since);
            case "pending" -> new Verification.Pending(since, Optional.ofNullable(why));
            case "verified" ->
                new Verification.Verified(
                        ProofMethod.valueOf(Objects.requireNonNull(method).toUpperCase(Locale.ROOT)),
                        since,
                        Objects.requireNonNull(provenAt),
                        Optional.ofNullable(why));
            case "lapsed" -> new Verification.Lapsed(since, Objects.requireNonNullElse(why, ""));
            default -> throw new IllegalStateException("the schema knows no other status");
        };
    }

    private static String bounded(String text) {
        return text.length() <= MAX_WHY ? text : text.substring(0, MAX_WHY);
    }
}
