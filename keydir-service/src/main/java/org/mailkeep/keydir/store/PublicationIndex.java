package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** All that is published, page by page, in an order that does not change: for replicas that keep it in memory. */
@ApplicationScoped
public class PublicationIndex {

    private final Database database;

    PublicationIndex(Database database) {
        this.database = database;
    }

    /** Where a page ends and the next one begins. */
    public record Position(String domain, String hash) {

        /** Before everything. */
        public static final Position FIRST = new Position("", "");

        public static Position after(Publication publication) {
            return new Position(publication.domain().value(), publication.hash());
        }

        public static Position after(Listed listed) {
            return new Position(
                    listed.location().domain().value(), listed.location().hash().value());
        }
    }

    /** A line of the index: what is published, and since when. */
    public record Listed(WkdLocation location, Instant changedAt) {}

    /** How many addresses are published. */
    public Uni<StoreResult<Long>> count() {
        return database.inTransaction(session -> session.createQuery("select count(*) from PublicationRow", Long.class)
                .getSingleResult());
    }

    /** The next ones with their bytes; fewer than the limit at the end. */
    public Uni<StoreResult<List<Publication>>> publications(Position after, int limit) {
        return database.inTransaction(session -> page(
                        session, "from PublicationRow p", PublicationRow.class, after, limit)
                .map(rows -> rows.stream().map(PublicationRow::publication).toList()));
    }

    /** The next ones without their bytes; fewer than the limit at the end. */
    public Uni<StoreResult<List<Listed>>> list(Position after, int limit) {
        return database.inTransaction(session -> page(
                        session,
                        "select p.domain, p.hash, p.changedAt from PublicationRow p",
                        Object[].class,
                        after,
                        limit)
                .map(rows -> rows.stream().map(PublicationIndex::listed).toList()));
    }

    private static <T> Uni<List<T>> page(
            Mutiny.Session session, String what, Class<T> type, Position after, int limit) {
        return session.createQuery(
                        what + " where (p.domain, p.hash) > (:domain, :hash) order by p.domain, p.hash", type)
                .setParameter("domain", after.domain())
                .setParameter("hash", after.hash())
                .setMaxResults(limit)
                .getResultList();
    }

    private static Listed listed(Object[] row) {
        return new Listed(
                new WkdLocation(new DomainName((String) row[0]), new WkdHash((String) row[1])), (Instant) row[2]);
    }
}
