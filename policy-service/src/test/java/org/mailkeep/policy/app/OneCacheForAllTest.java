package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.app.LookupStatistics.Source;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.events.PolicyTopic;
import org.mailkeep.policy.store.PolicyRepository;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.infra.InfraResource;

/** Replicas that share a real PostgreSQL and, where one of them is the running service, a real Kafka. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class OneCacheForAllTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    @Inject
    PolicyRepository repository;

    @Inject
    OutboxRelay relay;

    @Inject
    HostMemory hosts;

    @Inject
    Overrides overrides;

    @Inject
    HostedPolicies hosted;

    @Inject
    ProbeDomain probe;

    @Inject
    PolicyConfig config;

    @Inject
    Migration migration;

    @Inject
    Database database;

    @Inject
    PolicyTopic topic;

    /** Of the running service, which follows Kafka. */
    @Inject
    PolicyMemory runningMemory;

    @Inject
    Vertx vertx;

    private final MutableClock clock = new MutableClock(Instant.now());
    private final DomainName domain = new DomainName("d" + UUID.randomUUID() + ".example");

    /** Until an event was seen to arrive, the service may still be looking for its place in the topic. */
    @BeforeEach
    void serviceFollows() {
        Duration patience = Duration.ofSeconds(30);
        migration.whenDone().await().atMost(patience);
        await().atMost(patience).until(() -> database.isAvailable());
        DomainName first = new DomainName("first" + UUID.randomUUID() + ".example");
        runningMemory.remember(dane(first), Instant.now());
        Replica.await(replica((_, _, _) -> Uni.createFrom().nothing()).purge.purge(first, "test"));
        await().atMost(patience).until(() -> runningMemory.last(first).isEmpty());
    }

    @Test
    void sixtyFourWaitersOnOneColdDomainEvaluateOnce() {
        Replica replica = replica((name, _, _) -> slowly(dane(name)));
        List<TlsPolicy> answers = Replica.await(Uni.join()
                .all(IntStream.range(0, 64)
                        .mapToObj(i -> replica.lookup.lookup(domain))
                        .toList())
                .andFailFast());
        assertThat(answers).hasSize(64).allMatch(policy -> policy.version() > 0);
        assertThat(replica.evaluations).hasValue(1);
        assertThat(replica.statistics.answers(Source.EVALUATED)).isOne();
        assertThat(replica.statistics.answers(Source.WAITED)).isEqualTo(63);
        assertThat(replica.statistics.answers(Effective.DANE)).isEqualTo(64);
    }

    @Test
    void replicasThatAreAskedAtOnceEvaluateOnceTogether() {
        List<Replica> replicas = IntStream.range(0, 4)
                .mapToObj(i -> replica((name, _, _) -> slowly(dane(name))))
                .toList();
        List<TlsPolicy> answers = Replica.await(Uni.join()
                .all(replicas.stream()
                        .map(replica -> replica.lookup.lookup(domain))
                        .toList())
                .andFailFast());
        assertThat(answers)
                .extracting(TlsPolicy::version)
                .containsOnly(answers.getFirst().version());
        assertThat(replicas.stream()
                        .mapToInt(replica -> replica.evaluations.get())
                        .sum())
                .isOne();
        assertThat(replicas.stream()
                        .mapToLong(replica -> replica.statistics.answers(Source.STORE))
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void whatIsInMemoryIsAnsweredWithoutAskingAnybody() {
        Replica replica = replica((name, _, _) -> now(dane(name)));
        assertThat(replica.lookup.remembered(domain)).isNull();
        TlsPolicy found = replica.find(domain);
        assertThat(replica.lookup.remembered(domain)).isEqualTo(found);
        assertThat(replica.find(domain)).isEqualTo(found);
        assertThat(replica.statistics.answers(Source.MEMORY)).isEqualTo(2);
    }

    @Test
    void anExpiredPolicyIsWhatTheNextEvaluationBuildsOn() {
        List<Optional<TlsPolicy>> previous = new ArrayList<>();
        Replica replica = replica((name, known, _) -> {
            previous.add(known);
            return now(dane(name));
        });
        TlsPolicy first = replica.find(domain);
        clock.advance(LIFE);
        TlsPolicy second = replica.find(domain);
        assertThat(previous).containsExactly(Optional.empty(), Optional.of(first));
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.evaluatedAt()).isAfter(first.evaluatedAt());
    }

    @Test
    void aReplicaThatDiesWhileItEvaluatesIsReplacedWhenItsLeaseEnds() {
        Replica dying = replica((_, _, _) -> Uni.createFrom().nothing());
        Replica other = replica((name, _, _) -> now(dane(name)));
        dying.lookup.lookup(domain).subscribe().with(_ -> {}, _ -> {});
        await().until(() -> dying.evaluations.get() == 1);
        var answer = other.lookup.lookup(domain).subscribeAsCompletionStage();
        await().during(Duration.ofMillis(300)).until(() -> other.evaluations.get() == 0);
        clock.advance(Replica.LEASE);
        assertThat(answer).succeedsWithin(Duration.ofSeconds(2)).matches(policy -> policy.version() > 0);
    }

    @Test
    void aFailureOfOneReplicaIsNotTheOthers() {
        Replica cutOff = replica((name, _, _) -> now(SamplePolicies.tempFail(name.value(), clock.instant(), LIFE)));
        Replica other = replica((name, _, _) -> now(dane(name)));
        assertThat(cutOff.find(domain).decision().effective()).isEqualTo(Effective.TEMPFAIL);
        assertThat(other.find(domain).decision().effective()).isEqualTo(Effective.DANE);
    }

    @Test
    void aBugInTheEvaluationFailsTheQuestionAndFreesTheDomain() {
        Replica broken = replica((_, _, _) -> Uni.createFrom().failure(new IllegalStateException("a bug")));
        Replica other = replica((name, _, _) -> now(dane(name)));
        assertThat(broken.lookup.lookup(domain).subscribeAsCompletionStage())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withMessageContaining("a bug");
        assertThat(other.find(domain).version()).isPositive();
    }

    @Test
    void aRefreshEvaluatesHoweverFreshAndTellsTheRunningService() {
        Replica replica = replica((name, previous, anew) ->
                now(anew ? SamplePolicies.none(name.value(), clock.instant(), LIFE) : dane(name)));
        TlsPolicy first = replica.find(domain);
        runningMemory.remember(first, Instant.now());
        TlsPolicy second = Replica.await(replica.refresh.refresh(domain, "operator"));
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(replica.lookup.remembered(domain)).isEqualTo(second);
        await().atMost(1, TimeUnit.SECONDS)
                .until(() -> runningMemory.last(domain).isEmpty());
    }

    @Test
    void aPurgeOnOneReplicaShowsOnAnotherWithinASecond() {
        Replica replica = replica((name, _, _) -> now(dane(name)));
        TlsPolicy first = replica.find(domain);
        runningMemory.remember(first, Instant.now());

        PurgePolicy.Outcome outcome = Replica.await(replica.purge.purge(domain, "operator"));
        assertThat(outcome).isInstanceOf(PurgePolicy.Outcome.Purged.class);
        assertThat(replica.last(domain)).isEmpty();
        await().atMost(1, TimeUnit.SECONDS)
                .until(() -> runningMemory.last(domain).isEmpty());

        clock.advance(Duration.ofSeconds(1));
        TlsPolicy anew = replica.find(domain);
        assertThat(replica.evaluations).hasValue(2);
        assertThat(anew.version()).isGreaterThan(first.version());
    }

    @Test
    void anEvaluationThatAPurgeOvertookIsNotRemembered() {
        var result = new CompletableFuture<TlsPolicy>();
        Replica replica = replica((_, _, _) -> Uni.createFrom().completionStage(result));
        var waiter = replica.lookup.lookup(domain).subscribeAsCompletionStage();
        await().until(() -> replica.evaluations.get() == 1);
        clock.advance(Duration.ofSeconds(1));
        Replica.await(replica.purge.purge(domain, "operator"));
        clock.advance(Duration.ofSeconds(1));
        result.complete(dane(domain));
        assertThat(waiter).succeedsWithin(Duration.ofSeconds(5));
        assertThat(replica.last(domain)).isEmpty();
    }

    @Test
    void aRestartedReplicaIsWarmFromTheStore() {
        replica((name, _, _) -> now(dane(name))).find(domain);
        Replica restarted = replica((_, _, _) -> Uni.createFrom().failure(new AssertionError("must not evaluate")));
        Replica.await(
                new WarmStart(migration, repository, restarted.memory, clock).load(PolicyRepository.Position.FIRST, 0));
        assertThat(restarted.lookup.remembered(domain)).isNotNull();
    }

    @Test
    void aRequestedRecheckIsServedOncePerMinute() {
        Replica replica = replica((name, _, _) -> now(dane(name)));
        var follower =
                new FollowEvents(topic, replica.memory, replica.shared, replica.refresh, overrides, hosted, probe);
        var request = new RecheckRequested(domain, "validation-failure", "report 1");
        Replica.await(follower.serve(request));
        Replica.await(follower.serve(request));
        assertThat(replica.evaluations).hasValue(1);
    }

    @Test
    void anAnswerComesOnTheContextOfWhoAsked() throws Exception {
        Replica replica = replica((name, _, _) -> slowly(dane(name)));
        for (int i = 0; i < 3; i++) {
            Context asking = vertx.getOrCreateContext();
            var answered = new CompletableFuture<Context>();
            asking.runOnContext(_ -> replica.lookup
                    .lookup(domain)
                    .subscribe()
                    .with(_ -> answered.complete(Vertx.currentContext()), answered::completeExceptionally));
            assertThat(answered.get(5, TimeUnit.SECONDS)).isSameAs(asking);
        }
    }

    private Replica replica(SharedEvaluation.Evaluation evaluation) {
        return new Replica(evaluation, repository, relay, hosts, overrides, config, clock);
    }

    private TlsPolicy dane(DomainName name) {
        return SamplePolicies.dane(name.value(), clock.instant(), LIFE);
    }

    private static Uni<TlsPolicy> now(TlsPolicy policy) {
        return Uni.createFrom().item(policy);
    }

    private static Uni<TlsPolicy> slowly(TlsPolicy policy) {
        return now(policy).onItem().delayIt().by(Duration.ofMillis(150));
    }
}
