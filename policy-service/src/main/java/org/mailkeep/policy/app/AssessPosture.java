package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.posture.Posture;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.events.PostureEvents;
import org.mailkeep.policy.store.HostedRepository;
import org.mailkeep.policy.store.PostureRepository;
import org.mailkeep.policy.store.ProbeRepository;

/** Assesses a hosted domain's posture, and tells the others when it changed. */
@ApplicationScoped
public class AssessPosture {

    /** Everybody may ask, and an assessment asks a stranger's servers, so a young one will do. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(AssessPosture.class);

    private final HostedRepository hosted;
    private final ProbeRepository probes;
    private final PostureRepository postures;
    private final GatherPosture gather;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Coalescing<DomainName, Outcome> running = new Coalescing<>();

    AssessPosture(
            HostedRepository hosted,
            ProbeRepository probes,
            PostureRepository postures,
            GatherPosture gather,
            OutboxRelay relay,
            Clock clock) {
        this.hosted = hosted;
        this.probes = probes;
        this.postures = postures;
        this.gather = gather;
        this.relay = relay;
        this.clock = clock;
    }

    /** What asking for a posture comes to. */
    public sealed interface Outcome {

        record Assessed(Posture posture) implements Outcome {}

        record NotHosted() implements Outcome {}

        /** PostgreSQL is away. */
        record Unavailable() implements Outcome {}
    }

    /** The posture as it was seconds ago or is now. */
    public Uni<Outcome> show(DomainName domain) {
        Instant oldest = clock.instant().minus(YOUNG);
        return hosted.find(domain).chain(found -> switch (found) {
            case StoreResult.Unavailable<Optional<Hosted>> _ -> Uni.createFrom().item(new Outcome.Unavailable());
            case StoreResult.Done<Optional<Hosted>>(Optional<Hosted> known) ->
                known.isEmpty() ? Uni.createFrom().item(new Outcome.NotHosted()) : youngOrNew(domain, oldest);
        });
    }

    /** The posture as it is now; an event goes out where a check came out otherwise than before. */
    public Uni<Outcome> assess(DomainName domain) {
        return running.restart(
                domain,
                () -> Uni.combine()
                        .all()
                        .unis(hosted.find(domain), probes.last(domain))
                        .asTuple()
                        .chain(both -> switch (both.getItem1()) {
                            case StoreResult.Unavailable<Optional<Hosted>> _ ->
                                Uni.createFrom().item(new Outcome.Unavailable());
                            case StoreResult.Done<Optional<Hosted>>(Optional<Hosted> known) ->
                                known.map(hosting -> assess(hosting, both.getItem2()))
                                        .orElseGet(() -> Uni.createFrom().item(new Outcome.NotHosted()));
                        }));
    }

    /** Begins to assess a domain, if it is hosted, and lets nobody wait for it. */
    void assessSoon(DomainName domain) {
        assess(domain)
                .subscribe()
                .with(_ -> {}, failure -> LOG.warnf("%s could not be assessed: %s", domain, failure.getMessage()));
    }

    private Uni<Outcome> youngOrNew(DomainName domain, Instant oldest) {
        return postures.last(domain).chain(last -> switch (last) {
            case StoreResult.Unavailable<Optional<Posture>> _ -> assess(domain);
            case StoreResult.Done<Optional<Posture>>(Optional<Posture> posture) ->
                posture.filter(young -> young.at().isAfter(oldest))
                        .map(young -> Uni.createFrom().<Outcome>item(new Outcome.Assessed(young)))
                        .orElseGet(() -> assess(domain));
        });
    }

    private Uni<Outcome> assess(Hosted hosting, StoreResult<Optional<DomainProbe>> probe) {
        Optional<DomainProbe> last = switch (probe) {
            case StoreResult.Done<Optional<DomainProbe>>(Optional<DomainProbe> known) -> known;
            case StoreResult.Unavailable<Optional<DomainProbe>> _ -> Optional.empty();
        };
        return gather.of(hosting, last)
                .map(facts -> facts.assess(clock.instant()))
                .call(this::keep)
                .map(Outcome.Assessed::new);
    }

    /** What cannot be stored is answered all the same. */
    private Uni<StoreResult<Boolean>> keep(Posture posture) {
        return postures.save(posture, previous -> PostureEvents.changed(posture, previous))
                .invoke(result -> {
                    switch (result) {
                        case StoreResult.Done<Boolean> _ -> relay.kick();
                        case StoreResult.Unavailable<Boolean> _ ->
                            LOG.warnf("The posture of %s could not be stored", posture.domain());
                    }
                });
    }
}
