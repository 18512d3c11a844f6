package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.events.PolicyEvents;
import org.mailkeep.policy.store.PolicyRepository;

/** Forgets what is known of a domain, on every replica. */
@ApplicationScoped
public class PurgePolicy {

    private final PolicyRepository repository;
    private final PolicyMemory memory;
    private final SharedEvaluation shared;
    private final PendingWrites pending;
    private final OutboxRelay relay;
    private final Clock clock;

    PurgePolicy(
            PolicyRepository repository,
            PolicyMemory memory,
            SharedEvaluation shared,
            PendingWrites pending,
            OutboxRelay relay,
            Clock clock) {
        this.repository = repository;
        this.memory = memory;
        this.shared = shared;
        this.pending = pending;
        this.relay = relay;
        this.clock = clock;
    }

    /** What a purge came to. */
    public sealed interface Outcome {

        /** It is forgotten here and in the store, and all replicas are being told. */
        record Purged(long version) implements Outcome {}

        /** It is forgotten here; the store and the other replicas follow when PostgreSQL is back. */
        record Deferred() implements Outcome {}
    }

    /**
     * The next question evaluates the domain from nothing.
     *
     * @param reason goes into the event, 200 characters of it at most
     */
    public Uni<Outcome> purge(DomainName domain, String reason) {
        return Uni.createFrom().deferred(() -> {
            Instant at = clock.instant();
            forgetHere(domain);
            return repository
                    .purge(domain, at, version -> PolicyEvents.purged(domain, version, reason, at))
                    .map(result -> switch (result) {
                        case StoreResult.Unavailable<Long> _ -> {
                            pending.purge(domain, at, reason);
                            forgetHere(domain);
                            yield new Outcome.Deferred();
                        }
                        case StoreResult.Done<Long>(Long version) -> {
                            // Once more: a lookup may have taken the old policy from the store meanwhile.
                            memory.forgetOlderThan(domain, version);
                            shared.forget(domain);
                            relay.kick();
                            yield new Outcome.Purged(version);
                        }
                    });
        });
    }

    private void forgetHere(DomainName domain) {
        memory.forget(domain);
        shared.forget(domain);
    }
}
