package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.StorableText;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.QuarantineEntry;

/** What could not be read. Anybody can send garbage, so it is kept for a while only, and not without end. */
@ApplicationScoped
public class QuarantineRepository {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MAX_PATH = 500;

    private static final String PUT = """
            insert into quarantine as known
                (id, received_at, transport, payload, vouched_for, body, size, path, reason, faults, last_attempt_at)
            values (:id, :at, :transport, :payload, nullif(cast(:vouched as text), ''), :body, :size, :path, :reason,
                    :faults, :now)
            on conflict (id) do update set path = excluded.path, reason = excluded.reason, faults = excluded.faults,
                last_attempt_at = excluded.last_attempt_at
            """;

    /** Back to where arrivals come from; the row stays until reading succeeds. */
    private static final String RESPOOL = """
            insert into spool (id, received_at, transport, payload, vouched_for, body, attempts, leased_until)
            select id, received_at, transport, payload, vouched_for, body, 1, :until from quarantine where id = :id
            on conflict (id) do update set leased_until = excluded.leased_until
            """;

    private static final String PRUNE = """
            delete from quarantine where received_at < :before or id in (
                select id from (
                    select id, sum(cast(size as bigint)) over (order by received_at desc, id desc) as until_here
                    from quarantine) sized
                where until_here > cast(:bytes as bigint))
            """;

    private final Database database;

    QuarantineRepository(Database database) {
        this.database = database;
    }

    /** The latest first. */
    public Uni<StoreResult<Page<QuarantineEntry>>> list(Position after, int limit) {
        return database.inTransaction(session -> session.createQuery("""
                        from QuarantineRow where receivedAt < :time or (receivedAt = :time and id < :id)
                        order by receivedAt desc, id desc
                        """, QuarantineRow.class)
                .setParameter("time", after.time())
                .setParameter("id", after.id())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> new Page<>(
                        rows.stream().map(QuarantineRow::entry).toList(),
                        rows.size() < limit
                                ? Optional.empty()
                                : Optional.of(new Position(rows.getLast().receivedAt, rows.getLast().id)))));
    }

    /** The octets that came; empty where there is nothing of this id. */
    public Uni<StoreResult<Optional<Body>>> original(UUID id) {
        return database.inTransaction(
                session -> session.createNativeQuery("select body from quarantine where id = :id", byte[].class)
                        .setParameter("id", id)
                        .getResultList()
                        .map(rows -> rows.stream().findFirst().map(Body::of)));
    }

    /**
     * Spools the arrival once more.
     *
     * @param leasedUntil the caller processes it until then
     * @return empty when there is none of this id
     */
    public Uni<StoreResult<Optional<Arrival>>> respool(UUID id, Instant leasedUntil) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(RESPOOL)
                        .setParameter("id", id)
                        .setParameter("until", leasedUntil)
                        .executeUpdate()
                        .flatMap(_ -> session.createQuery("from SpoolRow where id = :id", SpoolRow.class)
                                .setParameter("id", id)
                                .getResultList())
                        .map(rows -> rows.stream().map(SpoolRow::arrival).findFirst()));
    }

    /**
     * Deletes what is old, and the oldest of what is too much.
     *
     * @param bytes that are kept at most
     */
    public Uni<StoreResult<Integer>> prune(Instant before, long bytes) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(PRUNE)
                        .setParameter("before", before)
                        .setParameter("bytes", bytes)
                        .executeUpdate());
    }

    /** Within the caller's transaction. */
    Uni<Void> put(Mutiny.Session session, Arrival arrival, List<Outcome.Quarantined> faults, Instant now) {
        Outcome.Quarantined first = faults.getFirst();
        return session.createNativeQuery(PUT)
                .setParameter("id", arrival.id())
                .setParameter("at", arrival.at())
                .setParameter("transport", arrival.transport().name())
                .setParameter("payload", arrival.payload().name())
                .setParameter(
                        "vouched", arrival.vouchedFor().map(DomainName::value).orElse(""))
                .setParameter("body", arrival.body().bytes())
                .setParameter("size", arrival.body().length())
                .setParameter("path", StorableText.shortened(StorableText.of(first.path()), MAX_PATH))
                .setParameter("reason", first.reason())
                .setParameter("faults", faults.size())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** Within the caller's transaction: it was read after all. */
    Uni<Void> remove(Mutiny.Session session, UUID id) {
        return session.createMutationQuery("delete from QuarantineRow where id = :id")
                .setParameter("id", id)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** How many there are. */
    public Uni<StoreResult<Long>> size() {
        return database.inTransaction(session -> session.createQuery("select count(*) from QuarantineRow", Long.class)
                .getSingleResult());
    }
}
