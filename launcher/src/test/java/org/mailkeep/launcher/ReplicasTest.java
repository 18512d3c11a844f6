package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.world.DemoDomain;
import org.mailkeep.testkit.world.DemoWorld;
import org.xbill.DNS.Type;

/** Two replicas on one PostgreSQL and one Kafka: one cache for all mail servers. */
@Timeout(180)
class ReplicasTest {

    private static final int WAITERS = 32;

    @TempDir
    Path folder = Path.of("");

    @Test
    void replicasShareEvaluationsPurgesAndWhatTheyLearntBeforeARestart() throws Exception {
        try (var surroundings = new Surroundings(folder);
                var first = surroundings.replica();
                var second = surroundings.replica()) {
            coldDomainIsEvaluatedOnceForAllWaiters(surroundings, first, second);
            purgeShowsOnTheOtherReplicaWithinASecond(first, second);
            replicaThatStartsKnowsWhatOthersLearnt(surroundings, first);
        }
    }

    private static void coldDomainIsEvaluatedOnceForAllWaiters(
            Surroundings surroundings, PolicyReplica first, PolicyReplica second) throws Exception {
        // Given a domain that nobody asked for yet
        var internet = surroundings.internet();
        internet.dns().resetCounts();
        internet.web().host("mta-sts.sts.example").resetCount();

        // When 64 mail servers ask two replicas at once
        var questions = new ArrayList<Callable<String>>();
        for (var i = 0; i < WAITERS; i++) {
            questions.add(() -> first.ask("sts.example"));
            questions.add(() -> second.ask("sts.example"));
        }
        try (var mailServers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : mailServers.invokeAll(questions)) {
                assertThat(answer.get()).isEqualTo("OK secure match=mail.sts.example servername=hostname");
            }
        }

        // Then the domain was asked once
        assertThat(internet.dns().queriesFor("_mta-sts.sts.example", Type.TXT)).isEqualTo(1);
        assertThat(internet.web().host("mta-sts.sts.example").requests()).isEqualTo(1);
    }

    private static void purgeShowsOnTheOtherReplicaWithinASecond(PolicyReplica first, PolicyReplica second)
            throws Exception {
        // Given both remember the domain
        first.ask("dane.example");
        second.ask("dane.example");
        var before = second.policy("dane.example").path("version").asLong();

        // When it is purged on one
        first.purge("dane.example");

        // Then the other one evaluates it anew
        var limit = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (second.policy("dane.example").path("version").asLong() == before) {
            assertThat(System.nanoTime()).as("a purge shows within a second").isLessThan(limit);
            Thread.sleep(20);
        }
        assertThat(second.policy("dane.example").path("version").asLong()).isGreaterThan(before);
        assertThat(second.ask("dane.example")).isEqualTo("OK dane-only");
    }

    private static void replicaThatStartsKnowsWhatOthersLearnt(Surroundings surroundings, PolicyReplica first)
            throws Exception {
        // Given everything was asked once
        for (DemoDomain domain : DemoWorld.domains()) {
            first.ask(domain.name());
        }

        // When a third replica starts, as after a restart
        try (var third = surroundings.replica()) {
            surroundings.internet().dns().resetCounts();

            // Then it answers the domains that have an answer without asking DNS
            for (DemoDomain domain : DemoWorld.domains()) {
                if (!domain.effective().equals("tempfail")) {
                    assertThat(domain.accepts(third.ask(domain.name())))
                            .as(domain.name())
                            .isTrue();
                }
            }
            assertThat(surroundings.internet().dns().queriesFor("dane.example", Type.MX))
                    .isZero();
            assertThat(surroundings.internet().dns().queriesFor("_mta-sts.sts.example", Type.TXT))
                    .isZero();
        }
    }
}
