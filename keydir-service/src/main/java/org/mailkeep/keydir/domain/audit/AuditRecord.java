package org.mailkeep.keydir.domain.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What somebody did. All is text, so that entries can be verified whatever a later version makes of them.
 *
 * @param at in microseconds, as the database keeps it
 * @param actor who did it: the name of a caller, or {@code schedule}
 * @param action the word of an {@link AuditAction}
 * @param detail for people, for example the reason; may be empty
 */
public record AuditRecord(
        Instant at,
        String actor,
        String action,
        Optional<String> account,
        Optional<String> address,
        Optional<String> domain,
        Optional<String> fingerprint,
        String detail) {

    public AuditRecord {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** Somebody does something now; the rest is to be added. */
    public static AuditRecord of(Instant at, String actor, AuditAction action) {
        return new AuditRecord(
                at, actor, action.word(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    public AuditRecord onAccount(Object id) {
        return new AuditRecord(at, actor, action, Optional.of(id.toString()), address, domain, fingerprint, detail);
    }

    public AuditRecord onAddress(Object which) {
        return new AuditRecord(at, actor, action, account, Optional.of(which.toString()), domain, fingerprint, detail);
    }

    public AuditRecord onDomain(Object name) {
        return new AuditRecord(at, actor, action, account, address, Optional.of(name.toString()), fingerprint, detail);
    }

    public AuditRecord onKey(Object key) {
        return new AuditRecord(at, actor, action, account, address, domain, Optional.of(key.toString()), detail);
    }

    public AuditRecord saying(String what) {
        return new AuditRecord(at, actor, action, account, address, domain, fingerprint, what);
    }
}
