package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.audit.AuditChain;
import org.mailkeep.keydir.domain.audit.AuditEntry;
import org.mailkeep.keydir.domain.audit.AuditRecord;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** The record of every change. */
@ApplicationScoped
public class AuditRepository {

    private final Database database;

    AuditRepository(Database database) {
        this.database = database;
    }

    /**
     * Continues the chain within the caller's transaction. From here on nobody else can append until it ends, so make it the
     * last thing that the transaction does.
     */
    public Uni<Void> append(Mutiny.Session session, List<AuditRecord> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.find(AuditHeadRow.class, true, LockModeType.PESSIMISTIC_WRITE)
                .map(Objects::requireNonNull)
                .flatMap(row -> {
                    AuditChain.Head head = row.head();
                    List<AuditRow> rows = new ArrayList<>();
                    for (AuditRecord record : records) {
                        AuditEntry entry = AuditChain.append(head, record);
                        rows.add(AuditRow.of(entry));
                        head = AuditChain.headAfter(entry);
                    }
                    row.set(head);
                    return session.persistAll(rows.toArray());
                });
    }

    /** Entries about an address, the newest first, beginning before the given number; at most {@code limit}. */
    public Uni<StoreResult<List<AuditEntry>>> about(EmailAddress address, long before, int limit) {
        return database.inTransaction(session -> session.createQuery(
                        "from AuditRow where address = :address and number < :before order by number desc",
                        AuditRow.class)
                .setParameter("address", address.toString())
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .map(AuditRepository::entries));
    }

    /** The entries after a number, in their order; at most {@code limit}, fewer only at the end. */
    public Uni<StoreResult<List<AuditEntry>>> after(long number, int limit) {
        return database.inTransaction(
                session -> session.createQuery("from AuditRow where number > :number order by number", AuditRow.class)
                        .setParameter("number", number)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(AuditRepository::entries));
    }

    /** Where the chain says that it ends. */
    public Uni<StoreResult<AuditChain.Head>> head() {
        return database.inTransaction(session -> session.find(AuditHeadRow.class, true)
                .map(Objects::requireNonNull)
                .map(AuditHeadRow::head));
    }

    private static List<AuditEntry> entries(List<AuditRow> rows) {
        return rows.stream().map(AuditRow::entry).toList();
    }
}
