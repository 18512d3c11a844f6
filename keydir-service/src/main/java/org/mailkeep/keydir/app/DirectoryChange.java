package org.mailkeep.keydir.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.audit.AuditRecord;

/**
 * A change under way: everything in it becomes true together, with its record and what others are told of it, or nothing of
 * it does.
 */
final class DirectoryChange {

    private final Mutiny.Session session;
    private final String actor;
    private final Instant now;
    private final List<AuditRecord> records = new ArrayList<>();
    private final List<KeydirEvent> events = new ArrayList<>();
    private boolean givenUp;

    DirectoryChange(Mutiny.Session session, String actor, Instant now) {
        this.session = session;
        this.actor = actor;
        this.now = now;
    }

    Mutiny.Session session() {
        return session;
    }

    Instant now() {
        return now;
    }

    /** An entry for {@link #record}, to be filled in. */
    AuditRecord entry(AuditAction action) {
        return AuditRecord.of(now, actor, action);
    }

    void record(AuditRecord entry) {
        records.add(entry);
    }

    void tell(KeydirEvent event) {
        events.add(event);
    }

    /** Nothing of the change is to become true. */
    void giveUp() {
        givenUp = true;
        session.currentTransaction().markForRollback();
    }

    boolean isGivenUp() {
        return givenUp;
    }

    List<AuditRecord> records() {
        return records;
    }

    List<KeydirEvent> events() {
        return events;
    }
}
