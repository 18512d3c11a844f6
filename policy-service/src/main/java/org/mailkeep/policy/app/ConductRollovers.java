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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.postfix.LookupKey;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.domain.probe.HostProbe;
import org.mailkeep.policy.domain.rollover.Outcome;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.events.PostureEvents;
import org.mailkeep.policy.resolve.TlsaRecords;
import org.mailkeep.policy.store.RolloverRepository;
import org.mailkeep.policy.store.RolloverRepository.Place;

/** Carries changes of keys on by what DNS and probes show; refuses what would break mail. */
@ApplicationScoped
public class ConductRollovers {

    /** How often DNS is looked at for a change that is under way. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int AT_ONCE = 8;

    private final RolloverRepository repository;
    private final DnsResolver dns;
    private final OutboxRelay relay;
    private final Clock clock;

    ConductRollovers(RolloverRepository repository, DnsResolver dns, OutboxRelay relay, Clock clock) {
        this.repository = repository;
        this.dns = dns;
        this.relay = relay;
        this.clock = clock;
    }

    /** What an operator, or a program that changes keys, asks for. */
    public sealed interface Request {

        /** The next key is this one. */
        record Announce(PublicKeyInfo next) implements Request {}

        /** May the host be switched now? */
        record Switch() implements Request {}

        /** May the old record be removed now? */
        record RemoveOld() implements Request {}

        /** The change is given up. */
        record Abort() implements Request {}
    }

    /** Where a host stands; one about which nothing was asked stands still. */
    public Uni<StoreResult<Rollover>> show(DomainName domain, DomainName host) {
        return repository.find(new Place(domain, host)).map(result -> switch (result) {
            case StoreResult.Done<Optional<Rollover>>(var found) ->
                new StoreResult.Done<>(found.orElseGet(() -> Rollover.steady(host, Optional.empty(), clock.instant())));
            case StoreResult.Unavailable<Optional<Rollover>>(var why, var mayReturn) ->
                new StoreResult.Unavailable<>(why, mayReturn);
        });
    }

    /**
     * Asks for something.
     *
     * @param current the key that the host is known to use
     */
    public Uni<StoreResult<Outcome>> ask(
            DomainName domain, DomainName host, Request request, Optional<PublicKeyInfo> current) {
        Instant now = clock.instant();
        Rollover initial = Rollover.steady(host, current, now);
        return repository
                .step(
                        new Place(domain, host),
                        initial,
                        known -> switch (request) {
                            case Request.Announce(PublicKeyInfo next) -> known.announce(next, now);
                            case Request.Switch() -> known.mayItSwitch(now);
                            case Request.RemoveOld() -> known.mayOldRecordGo();
                            case Request.Abort() -> known.abort(now);
                        },
                        (from, to) -> PostureEvents.advanced(domain, from, to))
                .invoke(relay::kick);
    }

    /** What a probe saw of each host. */
    Uni<Void> afterProbe(DomainProbe probe) {
        Set<DomainName> hosts = probe.hosts().stream().map(HostProbe::host).collect(Collectors.toSet());
        return Multi.createFrom()
                .iterable(hosts)
                .onItem()
                .transformToUniAndConcatenate(host -> repository.stepIfKnown(
                        new Place(probe.domain(), host),
                        known -> known.serves(probe.keysOf(host), probe.at()),
                        (from, to) -> PostureEvents.advanced(probe.domain(), from, to)))
                .collect()
                .last()
                .invoke(relay::kick)
                .replaceWithVoid();
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> lookAtDns() {
        Instant now = clock.instant();
        return repository.claim(now, now.plus(PAUSE), AT_ONCE).chain(result -> switch (result) {
            case StoreResult.Unavailable<List<Place>> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<List<Place>>(var places) ->
                Multi.createFrom()
                        .iterable(places)
                        .onItem()
                        .transformToUniAndConcatenate(this::lookAtDns)
                        .collect()
                        .last()
                        .replaceWithVoid();
        });
    }

    private Uni<Void> lookAtDns(Place place) {
        return TlsaRecords.of(dns.anew(), place.mxHost(), LookupKey.SMTP_PORT)
                .chain(answer -> repository.stepIfKnown(
                        place,
                        known -> known.seen(answer, clock.instant()),
                        (from, to) -> PostureEvents.advanced(place.domain(), from, to)))
                .invoke(relay::kick)
                .replaceWithVoid();
    }
}
