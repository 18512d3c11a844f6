package org.mailkeep.platform.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.observe.TraceParent;

/**
 * Events that were committed together with what they tell of, until Kafka has them: at least once, and in order per key.
 */
@ApplicationScoped
public class Outbox {

    /** Any number will do, as long as nothing else in this database uses it. */
    private static final long RELAY_LOCK = 0x6f7574626f78L;

    /** For a batch, with a Kafka that answers slowly. */
    private static final Duration RELAY_LIMIT = Duration.ofSeconds(30);

    private final Database database;

    Outbox(Database database) {
        this.database = database;
    }

    /**
     * An event to be sent.
     *
     * @param id stays the same however often the event is sent
     * @param key events of one key are sent in the order in which they were written
     * @param type the CloudEvents type
     * @param payload a JSON object
     */
    public record Message(UUID id, String topic, String key, String type, String payload, Instant at) {}

    /**
     * An event on its way.
     *
     * @param traceParent the trace of the work that wrote it (W3C Trace Context)
     */
    public record Waiting(Message message, Optional<String> traceParent) {}

    /**
     * What a run came to. While PostgreSQL is away, nothing is sent and nothing is stuck.
     *
     * @param sent events that Kafka has now
     * @param stuck whether an event could not be sent; it and those after it stay
     */
    public record Relayed(int sent, boolean stuck) {

        static final Relayed NOTHING = new Relayed(0, false);
    }

    /**
     * Sends the oldest events one after the other and deletes those that were sent. Of all replicas, one at a time does
     * so: two would each send in order, and together out of order. Where another one is at it, nothing is sent.
     *
     * @param send yields whether Kafka has the event; never fails
     */
    public Uni<Relayed> relay(int atMost, Function<Waiting, Uni<Boolean>> send) {
        Uni<StoreResult<Relayed>> run = database.inTransaction(
                RELAY_LIMIT,
                session -> session.createNativeQuery("select pg_try_advisory_xact_lock(:lock)", Boolean.class)
                        .setParameter("lock", RELAY_LOCK)
                        .getSingleResult()
                        .flatMap(alone -> alone
                                ? sendOldest(session, atMost, send)
                                : Uni.createFrom().item(Relayed.NOTHING)));
        return run.map(result -> switch (result) {
            case StoreResult.Done<Relayed>(Relayed relayed) -> relayed;
            case StoreResult.Unavailable<Relayed> _ -> Relayed.NOTHING;
        });
    }

    /** How many events wait. */
    public Uni<StoreResult<Long>> pending() {
        return database.inTransaction(session -> session.createQuery("select count(*) from OutboxRow", Long.class)
                .getSingleResult());
    }

    /** Writes an event within the caller's transaction. */
    public Uni<Void> append(Mutiny.Session session, Message message) {
        var row = new OutboxRow();
        row.eventId = message.id();
        row.topic = message.topic();
        row.key = message.key();
        row.type = message.type();
        row.payload = message.payload();
        row.createdAt = message.at();
        row.traceParent = TraceParent.current().orElse(null);
        return session.persist(row);
    }

    /** Writes events within the caller's transaction, in this order. */
    public Uni<Void> append(Mutiny.Session session, List<Message> messages) {
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(message -> append(session, message))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Relayed> sendOldest(Mutiny.Session session, int atMost, Function<Waiting, Uni<Boolean>> send) {
        return session.createQuery("from OutboxRow order by id", OutboxRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .flatMap(rows -> sendInOrder(rows, send)
                        .flatMap(sent -> delete(session, sent)
                                .replaceWith(new Relayed(sent.size(), sent.size() < rows.size()))));
    }

    /** The ids of those that were sent, up to the first that could not be. */
    private static Uni<List<Long>> sendInOrder(List<OutboxRow> rows, Function<Waiting, Uni<Boolean>> send) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(row -> send.apply(waiting(row)).map(sent -> new Attempt(row, sent)))
                .select()
                .first(Attempt::sent)
                .map(attempt -> Objects.requireNonNull(attempt.row().id))
                .collect()
                .asList();
    }

    private static Uni<Integer> delete(Mutiny.Session session, List<Long> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(0)
                : session.createMutationQuery("delete from OutboxRow where id in :ids")
                        .setParameter("ids", ids)
                        .executeUpdate();
    }

    private static Waiting waiting(OutboxRow row) {
        return new Waiting(
                new Message(row.eventId, row.topic, row.key, row.type, row.payload, row.createdAt),
                Optional.ofNullable(row.traceParent));
    }

    private record Attempt(OutboxRow row, boolean sent) {}
}
