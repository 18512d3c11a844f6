package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** What is served, address by address. Whether its domain is served at all is another question: see ServedDomains. */
@ApplicationScoped
public class PublicationRepository {

    private final Database database;

    PublicationRepository(Database database) {
        this.database = database;
    }

    /** What is served for the address, within the caller's transaction. */
    public Uni<Optional<Publication>> current(Mutiny.Session session, EmailAddress address) {
        return session.find(PublicationRow.class, address.toString())
                .map(row -> Optional.ofNullable(row).map(PublicationRow::publication));
    }

    /** Serves this for its address instead of what was served before. */
    public Uni<Void> replace(Mutiny.Session session, Publication publication) {
        return session.find(PublicationRow.class, publication.address().toString())
                .flatMap(row -> {
                    if (row == null) {
                        return session.persist(PublicationRow.of(publication));
                    }
                    row.set(publication);
                    return Uni.createFrom().voidItem();
                });
    }

    /** Serves nothing for the address any more; yields whether anything was. */
    public Uni<Boolean> remove(Mutiny.Session session, EmailAddress address) {
        return session.find(PublicationRow.class, address.toString())
                .flatMap(row -> row == null
                        ? Uni.createFrom().item(false)
                        : session.remove(row).replaceWith(true));
    }

    /** What is served under a hash. */
    public Uni<StoreResult<Optional<Publication>>> find(DomainName domain, String hash) {
        return database.inTransaction(session -> session.createQuery(
                        "from PublicationRow where domain = :domain and hash = :hash", PublicationRow.class)
                .setParameter("domain", domain.value())
                .setParameter("hash", hash)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(PublicationRow::publication)));
    }

    /**
     * What is served for a domain, in the order of the hashes.
     *
     * @param afterHash the last one of the page before; empty for the first page
     * @return at most {@code limit}; fewer only at the end
     */
    public Uni<StoreResult<List<Publication>>> page(DomainName domain, String afterHash, int limit) {
        return database.inTransaction(session -> session.createQuery(
                        "from PublicationRow where domain = :domain and hash > :hash order by hash",
                        PublicationRow.class)
                .setParameter("domain", domain.value())
                .setParameter("hash", afterHash)
                .setMaxResults(limit)
                .getResultList()
                .map(PublicationRepository::publications));
    }

    private static List<Publication> publications(List<PublicationRow> rows) {
        return rows.stream().map(PublicationRow::publication).toList();
    }
}
