package org.mailkeep.policy.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.mailkeep.policy.config.HostingConfig;
import org.mailkeep.policy.store.PostureRepository;

/** Assesses hosted domains without a reason. */
@ApplicationScoped
class PostureSchedule {

    private final DomainRounds rounds;
    private final AssessPosture assess;

    PostureSchedule(
            PostureRepository postures,
            AssessPosture assess,
            HostingConfig config,
            RandomGenerator random,
            Clock clock) {
        this.rounds = new DomainRounds(postures::claim, config.postureInterval(), random, clock);
        this.assess = assess;
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> run() {
        return rounds.goOn(assess::assess);
    }
}
