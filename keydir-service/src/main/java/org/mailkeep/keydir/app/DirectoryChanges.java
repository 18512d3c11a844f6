package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.events.KeydirEvents;
import org.mailkeep.keydir.store.AuditRepository;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;

/** The transaction boundary of everything that changes the directory. */
@ApplicationScoped
class DirectoryChanges {

    /** A change may wait for another one to the same account, and for a worker that judges certificates. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Database database;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final AuditRepository audit;
    private final LearnOfChanges here;
    private final Clock clock;

    DirectoryChanges(
            Database database,
            Outbox outbox,
            OutboxRelay relay,
            AuditRepository audit,
            LearnOfChanges here,
            Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.relay = relay;
        this.audit = audit;
        this.here = here;
        this.clock = clock;
    }

    /**
     * Makes a change. The Uni fails with {@link DirectoryUnavailableException} while the store does not answer.
     *
     * @param actor who makes it
     */
    <T> Uni<T> make(String actor, Function<DirectoryChange, Uni<T>> work) {
        var made = new AtomicReference<@Nullable DirectoryChange>();
        return DirectoryUnavailableException.orFail(database.inTransaction(LIMIT, session -> {
                    var change = new DirectoryChange(session, actor, clock.instant());
                    made.set(change);
                    return work.apply(change).call(() -> write(change));
                }))
                .call(() -> tell(made.get()));
    }

    /** After the commit: the other replicas hear of it from Kafka, this one at once. */
    private Uni<Void> tell(@Nullable DirectoryChange change) {
        relay.kick();
        return change == null || change.isGivenUp()
                ? Uni.createFrom().voidItem()
                : Multi.createFrom()
                        .iterable(change.events())
                        .onItem()
                        .transformToUniAndConcatenate(here::learn)
                        .onItem()
                        .ignoreAsUni();
    }

    private Uni<Void> write(DirectoryChange change) {
        if (change.isGivenUp()) {
            return Uni.createFrom().voidItem();
        }
        return outbox.append(
                        change.session(),
                        change.events().stream().map(KeydirEvents::message).toList())
                // Last, since it lets nobody else append until the commit.
                .chain(() -> audit.append(change.session(), change.records()));
    }
}
