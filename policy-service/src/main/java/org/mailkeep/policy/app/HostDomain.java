package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.dane.MailExchange;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedChange;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Lint;
import org.mailkeep.policy.domain.probe.DomainProbe;
import org.mailkeep.policy.store.HostedRepository;
import org.mailkeep.policy.store.ProbeRepository;

/** Hosts a domain, shows how far it has come, and leaves it again. */
@ApplicationScoped
public class HostDomain {

    private final HostedRepository repository;
    private final ProbeRepository probes;
    private final DnsResolver dns;
    private final Clock clock;

    HostDomain(HostedRepository repository, ProbeRepository probes, DnsResolver dns, Clock clock) {
        this.repository = repository;
        this.probes = probes;
        this.dns = dns;
        this.clock = clock;
    }

    /** What asking about a hosted domain comes to. */
    public sealed interface Outcome {

        /** It is hosted, like this. */
        record Shown(Hosted hosted, List<Lint.Finding> findings, boolean created) implements Outcome {}

        /** It would harm the domain's mail. */
        record Refused(List<Lint.Finding> findings) implements Outcome {}

        /** Nothing was changed. */
        record Unchanged(HostedChange.NotMade why) implements Outcome {}

        /** PostgreSQL is away. */
        record Unavailable() implements Outcome {}
    }

    public Uni<Outcome> show(DomainName domain) {
        return repository.find(domain).chain(result -> switch (result) {
            case StoreResult.Unavailable<Optional<Hosted>> _ -> Uni.createFrom().item(new Outcome.Unavailable());
            case StoreResult.Done<Optional<Hosted>>(Optional<Hosted> found) ->
                found.isEmpty()
                        ? Uni.createFrom().item(new Outcome.Unchanged(new HostedChange.Missing()))
                        : lint(found.get().wanted()).map(findings -> new Outcome.Shown(found.get(), findings, false));
        });
    }

    /**
     * Hosts a domain, or changes it.
     *
     * @param revision the one that is to be changed; empty for a domain that is new
     */
    public Uni<Outcome> put(HostedDomain wanted, OptionalLong revision) {
        return lint(wanted)
                .chain(findings -> Lint.allows(findings)
                        ? repository.put(wanted, revision, clock.instant()).map(result -> outcome(result, findings))
                        : Uni.createFrom().item(new Outcome.Refused(findings)));
    }

    /**
     * Begins to leave a domain.
     *
     * @param revision the one that is to be left; empty for whichever there is
     */
    public Uni<Outcome> leave(DomainName domain, OptionalLong revision) {
        return repository.leave(domain, revision, clock.instant()).map(result -> outcome(result, List.of()));
    }

    private static Outcome outcome(StoreResult<HostedChange> result, List<Lint.Finding> findings) {
        return switch (result) {
            case StoreResult.Unavailable<HostedChange> _ -> new Outcome.Unavailable();
            case StoreResult.Done<HostedChange>(HostedChange change) ->
                switch (change) {
                    case HostedChange.Stored stored -> new Outcome.Shown(stored.hosted(), findings, stored.created());
                    case HostedChange.NotMade notMade -> new Outcome.Unchanged(notMade);
                };
        };
    }

    private Uni<List<Lint.Finding>> lint(HostedDomain wanted) {
        DomainName domain = wanted.domain();
        return Uni.combine()
                .all()
                .unis(dns.anew().mx(domain), probes.last(domain))
                .with((mx, probe) -> Lint.of(wanted, MailExchange.of(domain, mx), passed(probe)));
    }

    private static Optional<Boolean> passed(StoreResult<Optional<DomainProbe>> probe) {
        return switch (probe) {
            case StoreResult.Done<Optional<DomainProbe>>(var last) -> last.map(DomainProbe::passed);
            case StoreResult.Unavailable<Optional<DomainProbe>> _ -> Optional.empty();
        };
    }
}
