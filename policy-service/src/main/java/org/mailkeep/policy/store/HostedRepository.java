package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedChange;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Publication;

/** The domains that we host, and which replica serves them up to which revision. */
@ApplicationScoped
public class HostedRepository {

    /**
     * A replica that was not seen for this long does not run any more. Long, since one that still runs and serves an old
     * text must not be taken for gone; one that stops says so.
     */
    static final Duration SILENCE = Duration.ofMinutes(10);

    /** Any number will do, as long as nothing else in this database uses it. */
    private static final long WRITE_LOCK = 0x686f73746564L;

    private static final String ACKNOWLEDGE = """
            insert into hosting_replica (replica, revision, seen_at) values (:replica, :revision, :now)
            on conflict (replica) do update set revision = excluded.revision, seen_at = excluded.seen_at
            """;

    private static final String SERVED_BY_ALL = "select coalesce(min(revision), 0) from hosting_replica";

    /** Moving the time on is the claim: a replica that dies over it leaves the domain to the next time. */
    private static final String CLAIM_PROBES = """
            update hosted_domain set probe_due_at = :next
            where domain in (
                select domain from hosted_domain where probe_due_at <= :now
                order by probe_due_at limit :limit for update skip locked)
            returning domain
            """;

    private final Database database;

    HostedRepository(Database database) {
        this.database = database;
    }

    /** What replicas compare to see whether something changed: how many domains there are, and the latest revision. */
    public record Position(long count, long revision) {}

    public Uni<StoreResult<Optional<Hosted>>> find(DomainName domain) {
        return database.inTransaction(session -> session.find(HostedRow.class, domain.value())
                .map(row -> Optional.ofNullable(row).map(HostedRow::toHosted)));
    }

    /**
     * Hosts a domain, or changes what is hosted.
     *
     * @param revision the one that is to be changed
     */
    public Uni<StoreResult<HostedChange>> put(HostedDomain wanted, OptionalLong revision, Instant now) {
        return database.inTransaction(session -> locked(session, wanted.domain())
                .flatMap(row -> row.isEmpty()
                        ? create(session, wanted, revision, now)
                        : change(session, row.get(), revision, true, known -> publish(known, wanted, now))));
    }

    /** Begins to leave a domain; see {@link Publication#leave}. */
    public Uni<StoreResult<HostedChange>> leave(DomainName domain, OptionalLong revision, Instant now) {
        return database.inTransaction(session -> locked(session, domain)
                .flatMap(row -> row.isEmpty()
                        ? Uni.createFrom().item(new HostedChange.Missing())
                        : change(session, row.get(), revision, false, known -> leave(known, now))));
    }

    /** Where the store stands. */
    public Uni<StoreResult<Position>> position() {
        return database.inTransaction(session -> session.createQuery(
                        "select count(*), coalesce(max(revision), 0) from HostedRow", Object[].class)
                .getSingleResult()
                .map(row -> new Position((Long) row[0], (Long) row[1])));
    }

    /** What changed after {@code revision}. */
    public Uni<StoreResult<List<Hosted>>> changedAfter(long revision) {
        return database.inTransaction(
                session -> session.createQuery("from HostedRow where revision > :revision", HostedRow.class)
                        .setParameter("revision", revision)
                        .getResultList()
                        .map(rows -> rows.stream().map(HostedRow::toHosted).toList()));
    }

    /**
     * Notes that {@code replica} serves everything up to {@code revision}, lets go live what all replicas serve, and
     * deletes what needs to be served no more.
     */
    public Uni<StoreResult<Integer>> acknowledge(UUID replica, long revision, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(ACKNOWLEDGE)
                .setParameter("replica", replica)
                .setParameter("revision", revision)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.createNativeQuery("delete from hosting_replica where seen_at < :gone")
                        .setParameter("gone", now.minus(SILENCE))
                        .executeUpdate())
                .chain(() ->
                        session.createNativeQuery(SERVED_BY_ALL, Long.class).getSingleResult())
                .chain(served -> confirm(session, served, now)));
    }

    /** The replica serves no longer. */
    public Uni<StoreResult<Integer>> sayGoodbye(UUID replica) {
        return database.inTransaction(
                session -> session.createNativeQuery("delete from hosting_replica where replica = :replica")
                        .setParameter("replica", replica)
                        .executeUpdate());
    }

    /**
     * Takes domains that are to be probed now; no other replica gets them before {@code next}.
     *
     * @param next when they are due again
     */
    public Uni<StoreResult<List<DomainName>>> claimProbes(Instant now, Instant next, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM_PROBES, String.class)
                .setParameter("now", now)
                .setParameter("next", next)
                .setParameter("limit", limit)
                .getResultList()
                .map(names -> names.stream().map(DomainName::new).toList()));
    }

    private static Uni<Integer> confirm(Mutiny.Session session, long served, Instant now) {
        return session.createQuery("from HostedRow where live = false and revision <= :served", HostedRow.class)
                .setParameter("served", served)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .invoke(rows ->
                        rows.forEach(row -> row.set(row.toHosted().publication().confirmed(now))))
                .map(List::size);
    }

    /** Deletes domains that every sender has forgotten. */
    public Uni<StoreResult<Integer>> removeFinished(Instant now) {
        return database.inTransaction(session -> lock(session)
                .chain(() -> session.createQuery("from HostedRow where live = true", HostedRow.class)
                        .getResultList())
                .map(rows -> rows.stream()
                        .filter(row -> row.toHosted().publication().isOver(now))
                        .toList())
                .call(rows -> session.removeAll(rows.toArray()))
                .map(List::size));
    }

    private static Uni<HostedChange> create(
            Mutiny.Session session, HostedDomain wanted, OptionalLong revision, Instant now) {
        if (revision.isPresent()) {
            return Uni.createFrom().item(new HostedChange.Conflict());
        }
        return nextRevision(session).flatMap(first -> {
            var hosted = new Hosted(wanted, Publication.begin(wanted.policy(), first, now), first);
            var row = new HostedRow();
            row.domain = wanted.domain().value();
            row.probeDueAt = now;
            row.set(hosted);
            return session.persist(row).replaceWith(new HostedChange.Stored(hosted, true));
        });
    }

    private static Uni<HostedChange> change(
            Mutiny.Session session,
            HostedRow row,
            OptionalLong revision,
            boolean revisionNeeded,
            UnaryOperator<Hosted> change) {
        if (revision.isEmpty() && revisionNeeded) {
            return Uni.createFrom().item(new HostedChange.RevisionNeeded());
        }
        if (revision.isPresent() && revision.getAsLong() != row.revision) {
            return Uni.createFrom().item(new HostedChange.Conflict());
        }
        return nextRevision(session).map(next -> {
            Hosted known = row.toHosted();
            Hosted changed = change.apply(new Hosted(known.wanted(), known.publication(), next));
            row.set(changed);
            return new HostedChange.Stored(changed, false);
        });
    }

    private static Hosted publish(Hosted known, HostedDomain wanted, Instant now) {
        return new Hosted(wanted, known.publication().change(wanted.policy(), known.revision(), now), known.revision());
    }

    private static Hosted leave(Hosted known, Instant now) {
        return new Hosted(known.wanted(), known.publication().leave(known.revision(), now), known.revision());
    }

    private static Uni<Optional<HostedRow>> locked(Mutiny.Session session, DomainName domain) {
        return lock(session)
                .chain(() -> session.find(HostedRow.class, domain.value(), LockModeType.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    private static Uni<Object> lock(Mutiny.Session session) {
        return session.createNativeQuery("select 1 from (select pg_advisory_xact_lock(:lock)) as locked", Object.class)
                .setParameter("lock", WRITE_LOCK)
                .getSingleResult();
    }

    private static Uni<Long> nextRevision(Mutiny.Session session) {
        return session.createNativeQuery("select nextval('hosted_revision')", Long.class)
                .getSingleResult();
    }
}
