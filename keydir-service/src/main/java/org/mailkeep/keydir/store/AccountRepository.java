package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** The accounts. Whoever changes one locks it first, so that changes of one account come one after the other. */
@ApplicationScoped
public class AccountRepository {

    private final Database database;

    AccountRepository(Database database) {
        this.database = database;
    }

    /** An account with its addresses. */
    public Uni<StoreResult<Optional<Account>>> find(AccountId id) {
        return database.inTransaction(session -> session.find(AccountRow.class, id.value())
                .flatMap(row -> row == null
                        ? Uni.createFrom().item(Optional.<Account>empty())
                        : addresses(session, List.of(id.value())).map(rows -> Optional.of(account(id.value(), rows)))));
    }

    /** A page of accounts in the order of their ids, after the given one; at most {@code limit}. */
    public Uni<StoreResult<List<Account>>> page(String after, int limit) {
        return database.inTransaction(session -> session.createQuery(
                        "select id from AccountRow where id > :after order by id", String.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .flatMap(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(List.<Account>of())
                        : addresses(session, ids)
                                .map(rows -> ids.stream()
                                        .map(id -> account(id, rows))
                                        .toList())));
    }

    /** Locks an account until the caller's transaction ends, and makes it if it is missing; yields whether it was. */
    public Uni<Boolean> lockOrAdd(Mutiny.Session session, AccountId id, Instant now) {
        return session.createNativeQuery(
                        "insert into account (id, created_at) values (:id, :now) on conflict do nothing")
                .setParameter("id", id.value())
                .setParameter("now", now)
                .executeUpdate()
                .call(() -> session.find(AccountRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(rows -> rows > 0);
    }

    /** Locks an account until the caller's transaction ends; yields whether there is one. */
    public Uni<Boolean> lock(Mutiny.Session session, AccountId id) {
        return session.find(AccountRow.class, id.value(), LockModeType.PESSIMISTIC_WRITE)
                .map(row -> row != null);
    }

    private static Uni<List<AddressRow>> addresses(Mutiny.Session session, List<String> ids) {
        return session.createQuery("from AddressRow where accountId in :ids order by address", AddressRow.class)
                .setParameter("ids", ids)
                .getResultList();
    }

    private static Account account(String id, List<AddressRow> rows) {
        return new Account(
                new AccountId(id),
                rows.stream()
                        .filter(row -> row.accountId.equals(id))
                        .map(AddressRow::held)
                        .collect(Collectors.toList()));
    }
}
