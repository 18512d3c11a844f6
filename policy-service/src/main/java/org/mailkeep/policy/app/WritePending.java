package org.mailkeep.policy.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.app.PendingWrites.Pending;
import org.mailkeep.policy.app.PendingWrites.Purge;
import org.mailkeep.policy.app.PendingWrites.Save;
import org.mailkeep.policy.events.PolicyEvents;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.policy.store.Saved;

/** Writes to the store what could not be written while it was away. */
@ApplicationScoped
class WritePending {

    private static final Logger LOG = Logger.getLogger(WritePending.class);

    private final PendingWrites pending;
    private final PolicyRepository repository;
    private final PolicyMemory memory;
    private final OutboxRelay relay;
    private final Clock clock;

    /** Nobody's lease: these evaluations are over, and whoever evaluates now finds out something newer. */
    private final UUID nobody = UUID.randomUUID();

    WritePending(
            PendingWrites pending, PolicyRepository repository, PolicyMemory memory, OutboxRelay relay, Clock clock) {
        this.pending = pending;
        this.repository = repository;
        this.memory = memory;
        this.relay = relay;
        this.clock = clock;
    }

    /** One after the other, until the store is away again. */
    Uni<Void> write() {
        if (pending.size() == 0) {
            return Uni.createFrom().voidItem();
        }
        return Multi.createFrom()
                .iterable(pending.all())
                .onItem()
                .transformToUniAndConcatenate(this::write)
                .select()
                .first(written -> written)
                .collect()
                .with(Collectors.counting())
                .invoke(this::report)
                .replaceWithVoid();
    }

    private void report(long written) {
        if (written > 0) {
            LOG.infof("Stored %d policies and purges from the time without PostgreSQL", written);
            relay.kick();
        }
    }

    private Uni<Boolean> write(Pending waiting) {
        return waiting.purge()
                .map(purge -> purge(waiting, purge))
                .orElseGet(() -> Uni.createFrom().item(true))
                .flatMap(written -> {
                    Optional<Save> save = waiting.save().filter(_ -> written);
                    return save.isPresent()
                            ? save(waiting, save.get())
                            : Uni.createFrom().item(written);
                });
    }

    private Uni<Boolean> purge(Pending waiting, Purge purge) {
        return repository
                .purge(
                        waiting.domain(),
                        purge.at(),
                        version -> PolicyEvents.purged(waiting.domain(), version, purge.reason(), purge.at()))
                .map(result -> switch (result) {
                    case StoreResult.Unavailable<Long> failed when failed.mayReturn() -> false;
                    case StoreResult.Unavailable<Long> _, StoreResult.Done<Long> _ -> {
                        pending.purgeDone(waiting);
                        yield true;
                    }
                });
    }

    private Uni<Boolean> save(Pending waiting, Save save) {
        Instant now = clock.instant();
        return repository
                .save(
                        save.policy(),
                        save.begun(),
                        nobody,
                        now,
                        stored -> PolicyEvents.changed(stored, save.reason(), now))
                .map(result -> switch (result) {
                    case StoreResult.Unavailable<Saved> failed when failed.mayReturn() -> false;
                    case StoreResult.Unavailable<Saved> _ -> {
                        pending.saveDone(waiting);
                        yield true;
                    }
                    case StoreResult.Done<Saved>(Saved saved) -> {
                        pending.saveDone(waiting);
                        if (saved instanceof Saved.Stored(var policy)) {
                            memory.stored(policy);
                        }
                        yield true;
                    }
                });
    }
}
