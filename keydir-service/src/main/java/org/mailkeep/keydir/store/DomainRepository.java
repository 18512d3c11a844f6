package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** The domains that the directory knows. */
@ApplicationScoped
public class DomainRepository {

    /** Moving the time on is the claim: a replica that dies over it leaves the domain to the next time. */
    private static final String CLAIM_CHECKS = """
            update directory_domain set next_check = :until
            where name in (
                select name from directory_domain where next_check <= :now
                order by next_check limit :limit for update skip locked)
            returning name
            """;

    private final Database database;

    DomainRepository(Database database) {
        this.database = database;
    }

    /** One domain. */
    public Uni<StoreResult<Optional<DirectoryDomain>>> find(DomainName name) {
        return database.inTransaction(session -> session.find(DomainRow.class, name.value())
                .map(row -> Optional.ofNullable(row).map(DomainRow::domain)));
    }

    /** A page of domains in the order of their names, after the given one; at most {@code limit}. */
    public Uni<StoreResult<List<DirectoryDomain>>> page(String after, int limit) {
        return database.inTransaction(
                session -> session.createQuery("from DomainRow where name > :after order by name", DomainRow.class)
                        .setParameter("after", after)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(rows -> rows.stream().map(DomainRow::domain).toList()));
    }

    /** The names of those that are served. */
    public Uni<StoreResult<Set<DomainName>>> served() {
        return database.inTransaction(session -> session.createQuery(
                        "select name from DomainRow where status in ('own', 'verified')", String.class)
                .getResultList()
                .map(names -> names.stream().map(DomainName::new).collect(Collectors.toUnmodifiableSet())));
    }

    /**
     * Takes customers' domains whose time to be looked at has come; no other replica gets them before {@code until}.
     *
     * @param until when they are due again if nobody says otherwise
     */
    public Uni<StoreResult<List<DomainName>>> claimChecks(Instant now, Instant until, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM_CHECKS, String.class)
                .setParameter("now", now)
                .setParameter("until", until)
                .setParameter("limit", limit)
                .getResultList()
                .map(names -> names.stream().map(DomainName::new).toList()));
    }

    /** Of these names the domains that are known, within the caller's transaction. */
    public Uni<Map<DomainName, DirectoryDomain>> known(Mutiny.Session session, Collection<DomainName> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createQuery("from DomainRow where name in :names order by name", DomainRow.class)
                .setParameter(
                        "names",
                        names.stream().map(DomainName::value).distinct().toList())
                .getResultList()
                .map(rows -> {
                    Map<DomainName, DirectoryDomain> known = new HashMap<>();
                    rows.forEach(row -> known.put(new DomainName(row.name), row.domain()));
                    return known;
                });
    }

    /** One domain, which nobody else can use until the caller's transaction ends. */
    public Uni<Optional<DirectoryDomain>> locked(Mutiny.Session session, DomainName name) {
        return session.find(DomainRow.class, name.value(), LockModeType.PESSIMISTIC_WRITE)
                .map(row -> Optional.ofNullable(row).map(DomainRow::domain));
    }

    /** Adds a domain; yields false, and does nothing, when it is there already. */
    public Uni<Boolean> add(Mutiny.Session session, DirectoryDomain domain, Optional<Instant> nextCheck) {
        var row = DomainRow.of(domain);
        return session.createNativeQuery("""
                        insert into directory_domain (name, kind, token, status, since)
                        values (:name, :kind, :token, :status, :since)
                        on conflict do nothing
                        """)
                .setParameter("name", row.name)
                .setParameter("kind", row.kind)
                .setParameter("token", row.token)
                .setParameter("status", row.status)
                .setParameter("since", row.since)
                .executeUpdate()
                .flatMap(rows -> rows > 0
                        ? update(session, domain, nextCheck).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    /** Stores how a known domain stands now. */
    public Uni<Void> update(Mutiny.Session session, DirectoryDomain domain, Optional<Instant> nextCheck) {
        return session.find(DomainRow.class, domain.name().value())
                .invoke(row -> {
                    row.set(domain);
                    row.nextCheck = nextCheck.orElse(null);
                })
                .replaceWithVoid();
    }
}
