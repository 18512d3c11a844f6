package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.app.HostedPolicies.Answer;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.hosted.Hosted;
import org.mailkeep.policy.domain.hosted.HostedDomain;
import org.mailkeep.policy.domain.hosted.Publication.State;
import org.mailkeep.policy.store.HostedRepository;
import org.mailkeep.testkit.infra.InfraResource;

/** The running service and one more replica, which serve one policy. */
@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class ServeHostedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    HostedRepository repository;

    @Inject
    HostedPolicies running;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private final DomainName domain = new DomainName("hosted" + UUID.randomUUID() + ".example");
    private final HostedPolicies policies = new HostedPolicies();

    @SuppressWarnings("NullAway.Init") // made before each test
    private ServeHosted other;

    @BeforeEach
    void storeIsThere() {
        await().atMost(PATIENCE).until(() -> database.isAvailable());
        other = new ServeHosted(repository, policies, clock);
        follow();
    }

    @AfterEach
    void sayGoodbye() throws InterruptedException {
        other.stop(new ShutdownEvent());
    }

    @Test
    void aTextIsLiveOnlyWhenEveryReplicaServesIt() {
        put("mode: testing");
        await().atMost(PATIENCE).until(() -> running.of(domain) instanceof Answer.Found);
        await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> state() == State.PUBLISHING);
        assertThat(policies.of(domain)).isInstanceOf(Answer.NotHosted.class);

        follow();

        assertThat(policies.of(domain)).isEqualTo(running.of(domain));
        await().atMost(PATIENCE).until(() -> state() == State.LIVE);
    }

    @Test
    void aReplicaThatSaidGoodbyeIsNotWaitedFor() throws InterruptedException {
        other.stop(new ShutdownEvent());
        // The scheduler may call once more.
        follow();
        put("mode: testing");
        await().atMost(PATIENCE).until(() -> state() == State.LIVE);
    }

    @Test
    void aFinishedDomainIsNotServedAnyMore() {
        put("mode: testing");
        follow();
        await().atMost(PATIENCE).until(() -> state() == State.LIVE);
        done(repository
                .leave(domain, OptionalLong.empty(), clock.instant())
                .await()
                .atMost(PATIENCE));
        follow();
        await().atMost(PATIENCE)
                .until(() -> hosted().orElseThrow().publication().live());

        repository
                .removeFinished(clock.instant().plus(Duration.ofDays(6)))
                .await()
                .atMost(PATIENCE);
        assertThat(hosted()).as("senders remember for seven days").isPresent();
        repository
                .removeFinished(clock.instant().plus(Duration.ofDays(8)))
                .await()
                .atMost(PATIENCE);
        assertThat(hosted()).isEmpty();

        follow();
        assertThat(policies.of(domain)).isInstanceOf(Answer.NotHosted.class);
        await().atMost(PATIENCE).until(() -> running.of(domain) instanceof Answer.NotHosted);
    }

    @Test
    void aReplicaThatHasJustStartedDoesNotSayThatADomainIsNotHosted() {
        assertThat(new HostedPolicies().of(domain)).isInstanceOf(Answer.NotKnownYet.class);
    }

    @Test
    void aProbeIsTakenByOneReplicaAlone() {
        put("mode: testing");
        Instant now = clock.instant().plus(Duration.ofDays(300));
        Instant next = now.plus(Duration.ofHours(1));
        assertThat(claimed(now, next)).contains(domain);
        assertThat(claimed(now, next)).doesNotContain(domain);
        assertThat(claimed(next, next.plusSeconds(1))).contains(domain);
    }

    private List<DomainName> claimed(Instant now, Instant next) {
        return done(repository.claimProbes(now, next, 1000).await().atMost(PATIENCE));
    }

    private void put(String mode) {
        var wanted = new HostedDomain(
                domain, Facts.policy(Duration.ofDays(7), mode, "mx: mx.example.com"), List.of(), List.of(), List.of());
        done(repository
                .put(wanted, OptionalLong.empty(), clock.instant())
                .await()
                .atMost(PATIENCE));
    }

    private void follow() {
        other.follow().await().atMost(PATIENCE);
    }

    private State state() {
        return hosted().orElseThrow().publication().state();
    }

    private Optional<Hosted> hosted() {
        return done(repository.find(domain).await().atMost(PATIENCE));
    }

    private static <T> T done(StoreResult<T> result) {
        assertThat(result).isInstanceOf(StoreResult.Done.class);
        return ((StoreResult.Done<T>) result).value();
    }
}
