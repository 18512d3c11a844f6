package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** The keys that accounts gave, with all their user IDs. */
@ApplicationScoped
public class KeyRepository {

    private final Database database;

    KeyRepository(Database database) {
        this.database = database;
    }

    /** All keys of an account, also those that were withdrawn. */
    public Uni<StoreResult<List<StoredKey>>> ofAccount(AccountId account) {
        return database.inTransaction(session -> ofAccount(session, account));
    }

    /** The same within the caller's transaction. */
    public Uni<List<StoredKey>> ofAccount(Mutiny.Session session, AccountId account) {
        return session.createQuery("from KeyRow where accountId = :account order by fingerprint", KeyRow.class)
                .setParameter("account", account.value())
                .getResultList()
                .map(rows -> rows.stream().map(KeyRow::key).toList());
    }

    /** Stores a key, new or changed. */
    public Uni<Void> put(Mutiny.Session session, AccountId account, StoredKey key) {
        return session.find(
                        KeyRow.class,
                        new KeyRow.Id(account.value(), key.fingerprint().hex()))
                .flatMap(known -> {
                    if (known != null) {
                        known.set(key);
                        return Uni.createFrom().voidItem();
                    }
                    var row = new KeyRow();
                    row.accountId = account.value();
                    row.fingerprint = key.fingerprint().hex();
                    row.set(key);
                    return session.persist(row);
                });
    }
}
