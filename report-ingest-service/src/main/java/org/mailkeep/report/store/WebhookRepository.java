package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** Webhook calls that are still to be made. */
@ApplicationScoped
public class WebhookRepository {

    /** Of each incident only the oldest one, so that they arrive in order and never two at once. */
    private static final String CLAIM = """
            with next as (
                select id from webhook_call c
                where next_at <= :now
                  and not exists (select 1 from webhook_call e where e.incident = c.incident and e.id < c.id)
                order by next_at limit :many for update skip locked)
            update webhook_call set next_at = :until, attempts = attempts + 1 where id in (select id from next)
            returning id, cast(message_id as text), body, attempts, created_at
            """;

    private final Database database;

    WebhookRepository(Database database) {
        this.database = database;
    }

    /**
     * A call to be made now.
     *
     * @param attempts including this one
     */
    public record Claimed(long id, UUID messageId, String body, int attempts, Instant createdAt) {}

    /** Takes some; until {@code until}, nobody else does. */
    public Uni<StoreResult<List<Claimed>>> claim(int many, Instant now, Instant until) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("now", now)
                .setParameter("until", until)
                .setParameter("many", many)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Claimed(
                                (Long) row[0],
                                UUID.fromString((String) row[1]),
                                (String) row[2],
                                (Integer) row[3],
                                Times.instant(row[4])))
                        .toList()));
    }

    /** How many calls are to be made or made again. */
    public Uni<StoreResult<Long>> waiting() {
        return database.inTransaction(
                session -> session.createNativeQuery("select count(*) from webhook_call", Long.class)
                        .getSingleResult());
    }

    /** It needs no further attempt. */
    public Uni<StoreResult<Integer>> remove(long id) {
        return database.inTransaction(session -> session.createNativeQuery("delete from webhook_call where id = :id")
                .setParameter("id", id)
                .executeUpdate());
    }

    /** It is tried again at that time. */
    public Uni<StoreResult<Integer>> postpone(long id, Instant until) {
        return database.inTransaction(
                session -> session.createNativeQuery("update webhook_call set next_at = :until where id = :id")
                        .setParameter("until", until)
                        .setParameter("id", id)
                        .executeUpdate());
    }
}
