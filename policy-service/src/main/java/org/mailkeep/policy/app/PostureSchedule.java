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
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.config.HostingConfig;
import org.mailkeep.policy.store.PostureRepository;

/** Assesses hosted domains without a reason, spread over time; of all replicas, one does each. */
@ApplicationScoped
class PostureSchedule {

    /** Every few seconds a few: thousands an hour, and never a burst. */
    private static final int AT_ONCE = 8;

    private static final Logger LOG = Logger.getLogger(PostureSchedule.class);

    private final PostureRepository postures;
    private final AssessPosture assess;
    private final Duration interval;
    private final RandomGenerator random;
    private final Clock clock;

    PostureSchedule(
            PostureRepository postures,
            AssessPosture assess,
            HostingConfig config,
            RandomGenerator random,
            Clock clock) {
        this.postures = postures;
        this.assess = assess;
        this.interval = config.postureInterval();
        this.random = random;
        this.clock = clock;
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> run() {
        Instant now = clock.instant();
        return postures.claim(now, now.plus(spread(interval)), AT_ONCE).chain(result -> switch (result) {
            case StoreResult.Unavailable<List<DomainName>> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<List<DomainName>>(List<DomainName> domains) -> assess(domains);
        });
    }

    private Uni<Void> assess(List<DomainName> domains) {
        return Multi.createFrom()
                .iterable(domains)
                .onItem()
                .transformToUni(domain -> assess.assess(domain)
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf("%s could not be assessed: %s", domain, failure.getMessage());
                            return null;
                        }))
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Up to a tenth earlier or later, so that domains which began together do not stay together. */
    private Duration spread(Duration usual) {
        long tenth = Math.max(1, usual.toMillis() / 10);
        return usual.plusMillis(random.nextLong(-tenth, tenth));
    }
}
