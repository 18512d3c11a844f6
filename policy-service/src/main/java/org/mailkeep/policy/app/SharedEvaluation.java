package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.app.LookupStatistics.Source;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.events.PolicyEvents;
import org.mailkeep.policy.store.Claim;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.policy.store.Saved;

/**
 * Evaluates a domain once for all who wait here, and once for all replicas while its lease lasts; what was found is
 * remembered here and stored for the others. Without the store, each replica goes on by itself.
 */
@ApplicationScoped
class SharedEvaluation {

    private static final Duration FIRST_POLL = Duration.ofMillis(50);
    private static final Duration LAST_POLL = Duration.ofMillis(200);

    private final Evaluation evaluation;
    private final PolicyRepository repository;
    private final PolicyMemory memory;
    private final PendingWrites pending;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Duration lease;
    private final UUID replica = UUID.randomUUID();
    private final Coalescing<DomainName, Found> running = new Coalescing<>();

    /** See {@link EvaluatePolicy#evaluate}. */
    @FunctionalInterface
    interface Evaluation {
        Uni<TlsPolicy> evaluate(DomainName domain, Optional<TlsPolicy> previous, boolean anew);
    }

    /**
     * What is asked for.
     *
     * @param beyond a policy that stands longer than this will do
     * @param anew whether what DNS said before is not to be relied on
     * @param reason goes into the event if the answer changed
     */
    record Need(DomainName domain, Instant beyond, boolean anew, String reason) {}

    /** A policy and where it came from. */
    record Found(TlsPolicy policy, Source source) {}

    @Inject
    SharedEvaluation(
            EvaluatePolicy evaluate,
            PolicyRepository repository,
            PolicyMemory memory,
            PendingWrites pending,
            OutboxRelay relay,
            Clock clock,
            PolicyConfig config) {
        this(evaluate::evaluate, repository, memory, pending, relay, clock, config.lease());
    }

    SharedEvaluation(
            Evaluation evaluation,
            PolicyRepository repository,
            PolicyMemory memory,
            PendingWrites pending,
            OutboxRelay relay,
            Clock clock,
            Duration lease) {
        this.evaluation = evaluation;
        this.repository = repository;
        this.memory = memory;
        this.pending = pending;
        this.relay = relay;
        this.clock = clock;
        this.lease = lease;
    }

    /** Waits for what is being found out for the domain already, else begins. */
    Uni<Found> join(Need need, Runnable joined) {
        return running.join(need.domain(), () -> find(need), joined);
    }

    /** Begins now, whatever is going on; those who come later get this outcome. */
    Uni<Found> restart(Need need) {
        return running.restart(need.domain(), () -> find(need));
    }

    /** Who comes from now on does not get the outcome of what is going on. */
    void forget(DomainName domain) {
        running.forget(domain);
    }

    private Uni<Found> find(Need need) {
        // Twice the lease: another replica's, and then our own.
        return claim(need, FIRST_POLL).ifNoItem().after(lease.multipliedBy(2)).fail();
    }

    private Uni<Found> claim(Need need, Duration poll) {
        Instant now = clock.instant();
        if (pending.awaitsPurge(need.domain())) {
            return evaluateAlone(need, now);
        }
        return repository
                .claim(need.domain(), replica, now, need.beyond(), lease)
                .flatMap(result -> switch (result) {
                    case StoreResult.Unavailable<Claim> _ -> evaluateAlone(need, now);
                    case StoreResult.Done<Claim>(Claim claim) ->
                        switch (claim) {
                            case Claim.Fresh fresh -> take(fresh.policy(), now);
                            case Claim.Granted granted -> evaluateForAll(need, granted.previous(), now);
                            case Claim.Busy() ->
                                Uni.createFrom()
                                        .voidItem()
                                        .onItem()
                                        .delayIt()
                                        .by(poll)
                                        .chain(() -> claim(need, longer(poll)));
                        };
                });
    }

    private Uni<Found> take(TlsPolicy policy, Instant begun) {
        memory.remember(policy, begun);
        return Uni.createFrom().item(new Found(policy, Source.STORE));
    }

    private Uni<Found> evaluateForAll(Need need, Optional<TlsPolicy> stored, Instant begun) {
        Optional<TlsPolicy> previous = newest(stored, memory.last(need.domain()));
        return evaluation
                .evaluate(need.domain(), previous, need.anew())
                .onFailure()
                .call(() -> repository.release(need.domain(), replica))
                .flatMap(policy -> policy.decision().effective() == Effective.TEMPFAIL
                        ? keepToOurselves(previous, policy, begun)
                        : save(need, previous, policy, begun))
                .map(policy -> new Found(policy, Source.EVALUATED));
    }

    /** What one replica could not find out, another one may: a failure is neither stored nor told. */
    private Uni<TlsPolicy> keepToOurselves(Optional<TlsPolicy> previous, TlsPolicy policy, Instant begun) {
        TlsPolicy known = underVersionOf(previous, policy);
        memory.remember(known, begun);
        return repository.release(known.domain(), replica).replaceWith(known);
    }

    private Uni<TlsPolicy> save(Need need, Optional<TlsPolicy> previous, TlsPolicy policy, Instant begun) {
        Instant now = clock.instant();
        return repository
                .save(policy, begun, replica, now, stored -> PolicyEvents.changed(stored, need.reason(), now))
                .map(result -> switch (result) {
                    case StoreResult.Unavailable<Saved> _ -> saveLater(need, previous, policy, begun);
                    case StoreResult.Done<Saved>(Saved saved) ->
                        switch (saved) {
                            case Saved.Stored(TlsPolicy stored) -> {
                                memory.remember(stored, begun);
                                relay.kick();
                                yield stored;
                            }
                            case Saved.Superseded() -> policy;
                        };
                });
    }

    private Uni<Found> evaluateAlone(Need need, Instant begun) {
        Optional<TlsPolicy> previous = memory.last(need.domain());
        return evaluation
                .evaluate(need.domain(), previous, need.anew())
                .map(policy -> saveLater(need, previous, policy, begun))
                .map(policy -> new Found(policy, Source.EVALUATED));
    }

    private TlsPolicy saveLater(Need need, Optional<TlsPolicy> previous, TlsPolicy policy, Instant begun) {
        TlsPolicy known = underVersionOf(previous, policy);
        memory.remember(known, begun);
        if (known.decision().effective() != Effective.TEMPFAIL) {
            pending.save(known, begun, need.reason());
        }
        return known;
    }

    private static TlsPolicy underVersionOf(Optional<TlsPolicy> previous, TlsPolicy policy) {
        return previous.filter(policy::answersLike)
                .map(known -> policy.withVersion(known.version()))
                .orElse(policy);
    }

    private static Optional<TlsPolicy> newest(Optional<TlsPolicy> one, Optional<TlsPolicy> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.comparing(TlsPolicy::evaluatedAt));
    }

    private static Duration longer(Duration poll) {
        Duration doubled = poll.multipliedBy(2);
        return doubled.compareTo(LAST_POLL) < 0 ? doubled : LAST_POLL;
    }
}
