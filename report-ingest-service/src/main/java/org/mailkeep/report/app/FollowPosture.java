package org.mailkeep.report.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.events.PostureTopic;
import org.mailkeep.report.events.PostureTopic.News;
import org.mailkeep.report.store.DomainEvents;

/** Attaches what policy-service sees to incidents: the verdicts of probes, and changes on the time line. */
@ApplicationScoped
class FollowPosture {

    /** An event is not passed over because PostgreSQL is away; those behind it wait as well, in Kafka. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private static final Duration LAST_RETRY = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(FollowPosture.class);

    private final PostureTopic topic;
    private final DomainEvents events;
    private final HostedDomains domains;
    private final WatchIncidents incidents;
    private final Clock clock;

    FollowPosture(
            PostureTopic topic, DomainEvents events, HostedDomains domains, WatchIncidents incidents, Clock clock) {
        this.topic = topic;
        this.events = events;
        this.domains = domains;
        this.incidents = incidents;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        topic.follow(this::follow);
    }

    private Uni<Void> follow(News news) {
        return switch (news) {
            case News.Probe(ProbeCompleted probe) ->
                ofOurs(probe.domain(), Uni.createFrom().deferred(() -> attach(probe)));
            case News.Changes(DomainName domain, List<DomainChange> changes) ->
                ofOurs(domain, Uni.createFrom().deferred(() -> events.changed(domain, changes)));
            case News.Other() -> Uni.createFrom().voidItem();
        };
    }

    private Uni<StoreResult<List<Change>>> attach(ProbeCompleted probe) {
        Instant now = clock.instant();
        return events.probed(probe, now, incidents.telling(now)).invoke(result -> {
            if (result instanceof StoreResult.Done<List<Change>>(List<Change> changes)) {
                incidents.committed(changes);
            }
        });
    }

    private <T> Uni<Void> ofOurs(DomainName domain, Uni<StoreResult<T>> work) {
        return domains.anyHosted(List.of(domain))
                ? untilKept(work)
                : Uni.createFrom().voidItem();
    }

    private static <T> Uni<Void> untilKept(Uni<StoreResult<T>> work) {
        return work.<Boolean>map(result -> switch (result) {
                    case StoreResult.Done<T> _ -> true;
                    case StoreResult.Unavailable<T>(String why, boolean mayReturn) -> {
                        if (mayReturn) {
                            throw new NotKept(why);
                        }
                        LOG.error("An event of policy-service could not be kept; it is passed over");
                        yield false;
                    }
                })
                .onFailure(NotKept.class)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely()
                .replaceWithVoid();
    }

    /** PostgreSQL is away. */
    private static final class NotKept extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotKept(String why) {
            super(why, null, false, false);
        }
    }
}
