package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.app.ConductRollovers.Request;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.MailHost;
import org.mailkeep.policy.domain.rollover.Outcome;
import org.mailkeep.policy.domain.rollover.Rollover;
import org.mailkeep.policy.store.HostedRepository;

/** Asks for steps in the change of a key, for hosts of hosted domains. */
@ApplicationScoped
public class ChangeKeys {

    private final HostedRepository hosted;
    private final ConductRollovers rollovers;

    ChangeKeys(HostedRepository hosted, ConductRollovers rollovers) {
        this.hosted = hosted;
        this.rollovers = rollovers;
    }

    /** What asking comes to. */
    public sealed interface Answer {

        /** It stands here now. */
        record Stands(Rollover rollover) implements Answer {}

        /** It would break mail. */
        record Refused(String why) implements Answer {}

        /** The domain is not hosted, or has no such host. */
        record NoSuchHost() implements Answer {}

        /** PostgreSQL is away. */
        record Unavailable() implements Answer {}
    }

    public Uni<Answer> show(DomainName domain, DomainName host) {
        return withHost(
                domain,
                host,
                _ -> rollovers.show(domain, host).map(result -> switch (result) {
                    case StoreResult.Unavailable<Rollover> _ -> new Answer.Unavailable();
                    case StoreResult.Done<Rollover>(Rollover rollover) -> new Answer.Stands(rollover);
                }));
    }

    public Uni<Answer> ask(DomainName domain, DomainName host, Request request) {
        return withHost(
                domain,
                host,
                known -> rollovers
                        .ask(domain, host, request, known.keys().stream().findFirst())
                        .map(result -> switch (result) {
                            case StoreResult.Unavailable<Outcome> _ -> new Answer.Unavailable();
                            case StoreResult.Done<Outcome>(Outcome outcome) -> answer(outcome);
                        }));
    }

    private Uni<Answer> withHost(DomainName domain, DomainName host, Function<MailHost, Uni<Answer>> then) {
        return hosted.find(domain).chain(result -> switch (result) {
            case StoreResult.Unavailable<Optional<Hosted>> _ -> Uni.createFrom().item(new Answer.Unavailable());
            case StoreResult.Done<Optional<Hosted>>(var found) ->
                found.stream()
                        .flatMap(known -> known.wanted().mxHosts().stream())
                        .filter(candidate -> candidate.name().equals(host))
                        .findFirst()
                        .map(then)
                        .orElseGet(() -> Uni.createFrom().item(new Answer.NoSuchHost()));
        });
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Moved(Rollover rollover) -> new Answer.Stands(rollover);
            case Outcome.Stayed(Rollover rollover) -> new Answer.Stands(rollover);
            case Outcome.Refused(String why) -> new Answer.Refused(why);
        };
    }
}
