package org.mailkeep.keydir.domain.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What somebody did. All is text, so that entries can be verified whatever a later version makes of them.
 *
 * @param at in microseconds, as the database keeps it
 * @param actor who did it: the name of a caller, cut at 100 characters, or {@code schedule}
 * @param action the word of an {@link AuditAction}
 * @param detail for people, for example the reason; may be empty, and is cut at 500 characters
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

    private static final int MAX_ACTOR = 100;
    private static final int MAX_DETAIL = 500;

    public AuditRecord {
        at = at.truncatedTo(ChronoUnit.MICROS);
        actor = bounded(actor, MAX_ACTOR);
        detail = bounded(detail, MAX_DETAIL);
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

    /** A change must not fail because there is much to say about it. */
    private static String bounded(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
