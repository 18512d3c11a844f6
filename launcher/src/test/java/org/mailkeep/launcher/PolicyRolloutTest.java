package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.contracts.PostureEvent;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;

/** Three replicas of policy-service are replaced one after the other while mail servers and others ask. */
@Tag("replicas")
@Timeout(300)
class PolicyRolloutTest {

    private static final Duration PROBES = Duration.ofSeconds(10);

    /** Hosted here, and looked at by schedule. */
    private static final List<String> OURS = List.of("hosted.example", "dane.example", "alias.example", "sts.example");

    private static final String PURGED = "deadmx.example";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder = Path.of("");

    @Test
    void nobodyNoticesARollingUpdate() throws Exception {
        try (var surroundings = new Surroundings(folder);
                var replicas = ReplicaSet.start(() -> surroundings.replica(Map.of(
                        "quarkus.shutdown.delay",
                        ReplicaSet.DELAY,
                        "mailkeep.policy.probe-interval",
                        PROBES.toSeconds() + "s")));
                var load = new Load()) {
            long hostedAt = System.nanoTime();
            for (String domain : OURS) {
                replicas.call(replica -> {
                    replica.host(domain, "mail." + domain);
                    return domain;
                });
            }
            var purges = new AtomicLong();
            load.with(2, () -> askAll(domain -> replicas.call(replica -> replica.ask(domain))));
            load.with(1, lasting(replicas)).with(1, lasting(replicas));
            load.with(2, () -> lookUp(replicas));
            load.with(1, () -> {
                replicas.call(replica -> {
                    replica.purge(PURGED);
                    return PURGED;
                });
                purges.incrementAndGet();
            });

            replicas.restartOneByOne();

            // No failed lookup
            assertThat(load.stop()).isEmpty();
            assertThat(load.done()).isGreaterThan(100);
            // No lost event
            assertThat(SentEvents.of(surroundings, Service.POLICY, TlsPolicyEvent.TOPIC)
                            .ofType("policy.purged"))
                    .hasSize(purges.intValue());
            probesWereShared(surroundings, hostedAt);
            // Who ended has signed off: a changed policy waits for nobody
            assertThat(surroundings.number(Service.POLICY, "select count(*) from hosting_replica"))
                    .isEqualTo(ReplicaSet.SIZE);
        }
    }

    /** Up to a tenth earlier than the interval a domain is due again; three replicas that each did so would be far above. */
    private static void probesWereShared(Surroundings surroundings, long hostedAt) throws Exception {
        long intervals = (System.nanoTime() - hostedAt) * 10 / 9 / PROBES.toNanos();
        var probes = SentEvents.of(surroundings, Service.POLICY, PostureEvent.TOPIC).ofType("probe.completed").stream()
                .filter(probe -> probe.data().path("reason").asText().equals("schedule"))
                .toList();
        for (String domain : OURS) {
            assertThat(probes.stream().filter(probe -> domain.equals(probe.key())))
                    .as("probes of %s", domain)
                    .hasSizeBetween(2, (int) intervals + 1);
        }
    }

    private interface Question {
        String ask(String domain) throws Exception;
    }

    private static void askAll(Question question) throws Exception {
        for (DemoDomain domain : DemoWorld.domains()) {
            String reply = question.ask(domain.name());
            assertThat(domain.accepts(reply)).as("%s: %s", domain.name(), reply).isTrue();
        }
    }

    private static Load.Step lasting(ReplicaSet<PolicyReplica> replicas) {
        var mailServer = new MailServer(replicas);
        return () -> askAll(mailServer::ask);
    }

    private static void lookUp(ReplicaSet<PolicyReplica> replicas) throws Exception {
        for (DemoDomain domain : DemoWorld.domains()) {
            String effective = replicas.call(replica ->
                    replica.policy(domain.asciiName()).path("effective").asText());
            assertThat(effective).as(domain.name()).isEqualTo(domain.effective());
        }
    }
}
