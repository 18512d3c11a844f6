package org.mailkeep.policy.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.store.HostedRepository;

/** Probes hosted domains without a reason. */
@ApplicationScoped
class ProbeSchedule {

    private static final String REASON = "schedule";

    /** Domains share hosts: what another one's probe saw lately will do. */
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final DomainRounds rounds;
    private final ProbeDomain probe;

    ProbeSchedule(
            HostedRepository hosted, ProbeDomain probe, PolicyConfig config, RandomGenerator random, Clock clock) {
        this.rounds = new DomainRounds(hosted::claimProbes, config.probeInterval(), random, clock);
        this.probe = probe;
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> run() {
        return rounds.goOn(domain -> probe.probe(domain, REASON, WITHIN));
    }
}
