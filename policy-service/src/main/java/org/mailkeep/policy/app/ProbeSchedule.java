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
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.store.HostedRepository;

/** Probes hosted domains without a reason, spread over time; of all replicas, one does each. */
@ApplicationScoped
class ProbeSchedule {

    private static final String REASON = "schedule";

    /** Every few seconds a few: thousands an hour, and never a burst. */
    private static final int AT_ONCE = 8;

    /** Domains share hosts: what another one's probe saw lately will do. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(ProbeSchedule.class);

    private final HostedRepository hosted;
    private final ProbeDomain probe;
    private final Duration interval;
    private final RandomGenerator random;
    private final Clock clock;

    ProbeSchedule(
            HostedRepository hosted, ProbeDomain probe, PolicyConfig config, RandomGenerator random, Clock clock) {
        this.hosted = hosted;
        this.probe = probe;
        this.interval = config.probeInterval();
        this.random = random;
        this.clock = clock;
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> run() {
        Instant now = clock.instant();
        return hosted.claimProbes(now, now.plus(spread(interval)), AT_ONCE).chain(result -> switch (result) {
            case StoreResult.Unavailable<List<DomainName>> _ -> Uni.createFrom().voidItem();
            case StoreResult.Done<List<DomainName>>(var domains) -> probe(domains);
        });
    }

    private Uni<Void> probe(List<DomainName> domains) {
        return Multi.createFrom()
                .iterable(domains)
                .onItem()
                .transformToUni(domain -> probe.probe(domain, REASON, WITHIN)
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf("%s could not be probed: %s", domain, failure.getMessage());
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
