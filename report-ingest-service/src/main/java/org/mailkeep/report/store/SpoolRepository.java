package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;

/** What arrived and was not processed yet. */
@ApplicationScoped
public class SpoolRepository {

    /** A batch may hold many megabytes. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String INSERT_IF_MISSING = """
            insert into spool (id, received_at, transport, payload, vouched_for, body, attempts, leased_until)
            values (:id, :at, :transport, :payload, nullif(cast(:vouched as text), ''), :body, 0, :until)
            on conflict (id) do nothing
            """;

    private static final String CLAIM = """
            update spool set leased_until = :until, attempts = attempts + 1
            where id in (select id from spool where leased_until <= :now order by leased_until, id
                         limit :many for update skip locked)
            returning id
            """;

    private final Database database;

    SpoolRepository(Database database) {
        this.database = database;
    }

    /**
     * Something to be processed.
     *
     * @param attempts including this one; those before did not come to an end
     */
    public record Claimed(Arrival arrival, int attempts) {}

    /**
     * Something to be kept.
     *
     * @param attempts 1 where the caller is about to process it, else 0
     * @param leasedUntil nobody else processes it before
     */
    public record Entry(Arrival arrival, int attempts, Instant leasedUntil) {

        /** Anybody may process it at once. */
        public static Entry free(Arrival arrival) {
            return new Entry(arrival, 0, arrival.at());
        }

        /** The caller processes it until then. */
        public static Entry leased(Arrival arrival, Instant until) {
            return new Entry(arrival, 1, until);
        }
    }

    /**
     * Keeps arrivals, all of them in one transaction.
     *
     * @return how many
     */
    public Uni<StoreResult<Integer>> add(List<Entry> entries) {
        return database.inTransaction(
                LIMIT,
                session -> session.setBatchSize(entries.size())
                        .persistAll(entries.stream().map(SpoolRow::of).toArray())
                        .replaceWith(entries.size()));
    }

    /** Keeps an arrival that may have been kept before; anybody may process it at once. */
    public Uni<StoreResult<Integer>> addIfMissing(Arrival arrival, Instant now) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(INSERT_IF_MISSING)
                        .setParameter("id", arrival.id())
                        .setParameter("at", arrival.at())
                        .setParameter("transport", arrival.transport().name())
                        .setParameter("payload", arrival.payload().name())
                        .setParameter(
                                "vouched",
                                arrival.vouchedFor().map(DomainName::value).orElse(""))
                        .setParameter("body", arrival.body().bytes())
                        .setParameter("until", now)
                        .executeUpdate());
    }

    /** Takes some that nobody is at, the longest waiting first. */
    public Uni<StoreResult<List<Claimed>>> claim(int many, Instant now, Instant leasedUntil) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(CLAIM, UUID.class)
                        .setParameter("many", many)
                        .setParameter("now", now)
                        .setParameter("until", leasedUntil)
                        .getResultList()
                        .flatMap(ids -> rows(session, ids))
                        .map(rows -> rows.stream()
                                .map(row -> new Claimed(row.arrival(), row.attempts))
                                .toList()));
    }

    private static Uni<List<SpoolRow>> rows(Mutiny.Session session, List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery("from SpoolRow where id in :ids", SpoolRow.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** Gives one back for later; that it did not come to an end is not its fault. */
    public Uni<StoreResult<Integer>> postpone(UUID id, Instant until) {
        return database.inTransaction(session -> session.createMutationQuery(
                        "update SpoolRow set leasedUntil = :until, attempts = 0 where id = :id")
                .setParameter("until", until)
                .setParameter("id", id)
                .executeUpdate());
    }

    /** How many wait. */
    public Uni<StoreResult<Long>> depth() {
        return database.inTransaction(session ->
                session.createQuery("select count(*) from SpoolRow", Long.class).getSingleResult());
    }
}
