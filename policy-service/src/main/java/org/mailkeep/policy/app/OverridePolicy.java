package org.mailkeep.policy.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;
import org.mailkeep.policy.domain.override.OperatorOverride.End;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.events.PolicyEvents;
import org.mailkeep.policy.events.PostureEvents;
import org.mailkeep.policy.store.OverrideRepository;

/** Sets overrides and takes them away: when asked, at their time, or when the domain has been healthy for a day. */
@ApplicationScoped
public class OverridePolicy {

    /** The reason of {@code policy.changed}; replicas that read it look for overrides at once. */
    static final String REASON = "override";

    private static final String ITSELF = "policy-service";
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final int AT_ONCE = 4;

    private static final Logger LOG = Logger.getLogger(OverridePolicy.class);

    private final OverrideRepository repository;
    private final Overrides overrides;
    private final PolicyLookup lookup;
    private final ProbeDomain probe;
    private final OutboxRelay relay;
    private final Clock clock;

    OverridePolicy(
            OverrideRepository repository,
            Overrides overrides,
            PolicyLookup lookup,
            ProbeDomain probe,
            OutboxRelay relay,
            Clock clock) {
        this.repository = repository;
        this.overrides = overrides;
        this.lookup = lookup;
        this.probe = probe;
        this.relay = relay;
        this.clock = clock;
    }

    /** What asking for an override comes to. */
    public enum Outcome {
        DONE,
        NONE_THERE,
        TOO_MANY,
        UNAVAILABLE
    }

    /** From now on, mail servers are told what the override says. */
    public Uni<Outcome> set(OperatorOverride override) {
        LOG.infof(
                "%s is overridden until %s: %s",
                override.domain(), override.until(), override.effect().level());
        return repository
                .put(override, override.setAt().plus(BETWEEN_LOOKS), OverridePolicy::set)
                .map(result -> switch (result) {
                    case StoreResult.Unavailable<Boolean> _ -> Outcome.UNAVAILABLE;
                    case StoreResult.Done<Boolean> done -> done.value() ? Outcome.DONE : Outcome.TOO_MANY;
                })
                .call(this::follow);
    }

    /** From now on, mail servers are told what the domain's records say. */
    public Uni<Outcome> remove(DomainName domain, String by) {
        return remove(domain, Optional.empty(), "operator", by);
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> look() {
        Instant now = clock.instant();
        return repository.claim(now, now.plus(BETWEEN_LOOKS), AT_ONCE).chain(result -> switch (result) {
            case StoreResult.Unavailable<List<DomainName>> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<List<DomainName>>(var domains) ->
                Multi.createFrom()
                        .iterable(domains)
                        .onItem()
                        .transformToUni(this::look)
                        .merge(AT_ONCE)
                        .collect()
                        .last()
                        .replaceWithVoid();
        });
    }

    private Uni<Void> look(DomainName domain) {
        return isHealthy(domain)
                .chain(healthy -> repository.looked(domain, healthy, clock.instant()))
                .chain(result -> switch (result) {
                    case StoreResult.Unavailable<Optional<OperatorOverride>> _ ->
                        Uni.createFrom().voidItem();
                    case StoreResult.Done<Optional<OperatorOverride>>(var looked) -> removeIfOver(looked);
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("The health of %s could not be looked at: %s", domain, failure.getMessage());
                    return null;
                });
    }

    private Uni<Void> removeIfOver(Optional<OperatorOverride> looked) {
        Optional<End> end = looked.flatMap(override -> override.end(clock.instant()));
        return looked.isPresent() && end.isPresent()
                ? remove(
                                looked.get().domain(),
                                Optional.of(looked.get().setAt()),
                                end.get().name().toLowerCase(Locale.ROOT),
                                ITSELF)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** Mail could go out as the domain's own records demand. */
    private Uni<Boolean> isHealthy(DomainName domain) {
        OperatorOverride override = overrides.active(domain);
        if (override == null) {
            return Uni.createFrom().item(false);
        }
        return lookup.evaluated(domain)
                .chain(policy -> policy.decision().effective() == Effective.TEMPFAIL
                        ? Uni.createFrom().item(false)
                        : probe.probe(domain, REASON, WITHIN).map(DomainProbe::passed));
    }

    /** @param only the override that was set then; another one stays */
    private Uni<Outcome> remove(DomainName domain, Optional<Instant> only, String reason, String by) {
        Instant now = clock.instant();
        return repository
                .remove(
                        domain,
                        only,
                        now,
                        (override, version, policy) -> List.of(
                                policy.map(known -> PolicyEvents.changed(known.withVersion(version), REASON, now))
                                        .orElseGet(() -> PolicyEvents.purged(domain, version, REASON, now)),
                                PostureEvents.removed(override, reason, by, now)))
                .map(result -> switch (result) {
                    case StoreResult.Unavailable<Optional<OperatorOverride>> _ -> Outcome.UNAVAILABLE;
                    case StoreResult.Done<Optional<OperatorOverride>>(var removed) ->
                        removed.isPresent() ? Outcome.DONE : Outcome.NONE_THERE;
                })
                .call(this::follow);
    }

    private Uni<Void> follow(Outcome outcome) {
        relay.kick();
        return overrides.load();
    }

    private static List<Outbox.Message> set(OperatorOverride override, long version, Optional<TlsPolicy> policy) {
        return List.of(PolicyEvents.changed(override, version, REASON), PostureEvents.set(override));
    }
}
