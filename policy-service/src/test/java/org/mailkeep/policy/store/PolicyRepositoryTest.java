package org.mailkeep.policy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
class PolicyRepositoryTest {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final UUID HERE = UUID.randomUUID();
    private static final UUID THERE = UUID.randomUUID();

    @Inject
    PolicyRepository repository;

    @Inject
    Database database;

    @Inject
    Migration migration;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final List<Outbox.Message> events = new ArrayList<>();

    @BeforeEach
    void schemaIsThere() {
        migration.whenDone().await().atMost(Duration.ofSeconds(20));
    }

    @Test
    void oneReplicaOfManyGetsTheLease() {
        DomainName domain = domain();
        List<Claim> claims = Uni.join()
                .all(IntStream.range(0, 16)
                        .mapToObj(i -> repository.claim(domain, UUID.randomUUID(), now, now, LEASE))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(10))
                .stream()
                .map(PolicyRepositoryTest::value)
                .toList();
        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(15);
    }

    @Test
    void aLeaseEndsWithItsTimeOrItsRelease() {
        DomainName domain = domain();
        assertThat(claim(domain, HERE, now)).isEqualTo(new Claim.Granted(Optional.empty()));
        assertThat(claim(domain, THERE, now.plus(LEASE).minusMillis(1))).isEqualTo(new Claim.Busy());
        assertThat(claim(domain, THERE, now.plus(LEASE))).isInstanceOf(Claim.Granted.class);
        done(repository.release(domain, HERE)); // no longer ours to give back
        assertThat(claim(domain, HERE, now.plus(LEASE))).isEqualTo(new Claim.Busy());
        done(repository.release(domain, THERE));
        assertThat(claim(domain, HERE, now.plus(LEASE))).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void whatOneReplicaFoundIsThereForTheOthersUntilItExpires() {
        TlsPolicy policy = SamplePolicies.sts(domain().value(), Mode.ENFORCE, now, LIFE);
        claim(policy.domain(), HERE, now);
        TlsPolicy stored = stored(save(policy, HERE));
        assertThat(claim(policy.domain(), THERE, now)).isEqualTo(new Claim.Fresh(stored));
        assertThat(claim(policy.domain(), THERE, stored.expiresAt())).isEqualTo(new Claim.Granted(Optional.of(stored)));
    }

    @Test
    void aFreshPolicyMayBeRenewedEarlyByOne() {
        TlsPolicy policy = SamplePolicies.dane(domain().value(), now, LIFE);
        save(policy, HERE);
        assertThat(done(repository.claim(policy.domain(), HERE, now, policy.expiresAt(), LEASE)))
                .isInstanceOf(Claim.Granted.class);
        assertThat(done(repository.claim(policy.domain(), THERE, now, PolicyRepository.NEVER_FRESH_ENOUGH, LEASE)))
                .isEqualTo(new Claim.Busy());
        assertThat(claim(policy.domain(), THERE, now)).isInstanceOf(Claim.Fresh.class);
    }

    @Test
    void theVersionGrowsWithTheAnswerAndTheEventGoesWithIt() {
        String domain = domain().value();
        long first = stored(save(SamplePolicies.dane(domain, now, LIFE), HERE)).version();
        long same = stored(save(SamplePolicies.dane(domain, now.plusSeconds(1), LIFE), HERE))
                .version();
        long second = stored(save(SamplePolicies.none(domain, now.plusSeconds(2), LIFE), HERE))
                .version();
        assertThat(first).isPositive();
        assertThat(same).isEqualTo(first);
        assertThat(second).isGreaterThan(first);
        assertThat(events)
                .extracting(Outbox.Message::payload)
                .containsExactly("{\"v\": " + first + "}", "{\"v\": " + second + "}");
    }

    @Test
    void noPolicyIsNoNewsOfADomainThatNobodyKnew() {
        assertThat(stored(save(SamplePolicies.none(domain().value(), now, LIFE), HERE))
                        .version())
                .isPositive();
        assertThat(events).isEmpty();
    }

    @Test
    void anEventThatCannotBeMadeLeavesNothingBehind() {
        TlsPolicy policy = SamplePolicies.dane(domain().value(), now, LIFE);
        StoreResult<Saved> result = await(repository.save(policy, now, HERE, now, _ -> {
            throw new IllegalStateException("meant to fail");
        }));
        assertThat(result).isEqualTo(new StoreResult.Unavailable<>("internal error", false));
        assertThat(database.isAvailable()).isTrue();
        assertThat(claim(policy.domain(), THERE, now)).isEqualTo(new Claim.Granted(Optional.empty()));
    }

    @Test
    void aPurgeForgetsThePolicyAndWhatIsBeingEvaluated() {
        TlsPolicy policy = SamplePolicies.dane(domain().value(), now, LIFE);
        long before = stored(save(policy, HERE)).version();
        long purged = done(repository.purge(policy.domain(), now.plusSeconds(1), this::event));
        assertThat(purged).isGreaterThan(before);
        assertThat(events.getLast().payload()).contains("" + purged);

        // begun before the purge
        assertThat(save(SamplePolicies.none(policy.domain().value(), now.plusSeconds(2), LIFE), HERE))
                .isEqualTo(new Saved.Superseded());
        assertThat(claim(policy.domain(), THERE, now.plusSeconds(2))).isEqualTo(new Claim.Granted(Optional.empty()));
    }

    @Test
    void anOlderEvaluationDoesNotReplaceANewerOne() {
        String domain = domain().value();
        save(SamplePolicies.dane(domain, now.plusSeconds(5), LIFE), HERE);
        assertThat(save(SamplePolicies.none(domain, now, LIFE), HERE)).isEqualTo(new Saved.Superseded());
    }

    @Test
    void nobodySavesUnderAnothersLease() {
        TlsPolicy policy = SamplePolicies.dane(domain().value(), now, LIFE);
        claim(policy.domain(), THERE, now);
        assertThat(save(policy, HERE)).isEqualTo(new Saved.Superseded());
        assertThat(save(policy, THERE)).isInstanceOf(Saved.Stored.class);
    }

    @Test
    void theLastUsedComeFirstPageByPage() {
        Instant later = now.plus(Duration.ofDays(400)); // beyond whatever other tests stored
        List<DomainName> domains =
                IntStream.range(0, 5).mapToObj(i -> domain()).sorted().toList();
        for (DomainName domain : domains) {
            done(repository.save(SamplePolicies.dane(domain.value(), later, LIFE), later, HERE, later, this::event));
        }
        done(repository.touch(domains.subList(0, 2), later.plusSeconds(1)));
        done(repository.touch(domains.subList(3, 5), later));
        var first = done(repository.recentlyUsed(later, PolicyRepository.Position.FIRST, 3));
        var second = done(repository.recentlyUsed(later, first.next().orElseThrow(), 3));
        assertThat(first.policies()).extracting(TlsPolicy::domain).containsExactlyElementsOf(domains.subList(0, 3));
        assertThat(second.policies()).extracting(TlsPolicy::domain).containsExactlyElementsOf(domains.subList(3, 5));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void rowsAreKeptAsLongAsTheyProtectOrAreUsed() {
        TlsPolicy negative = SamplePolicies.none(domain().value(), now, LIFE);
        TlsPolicy used = SamplePolicies.none(domain().value(), now, LIFE);
        TlsPolicy sts = SamplePolicies.sts(domain().value(), Mode.ENFORCE, now, LIFE); // max_age 7 days
        List.of(negative, used, sts).forEach(policy -> save(policy, HERE));
        Instant later = now.plus(Duration.ofDays(2));
        done(repository.touch(List.of(used.domain()), later));
        done(repository.prune(later));
        assertThat(claim(negative.domain(), HERE, later)).isEqualTo(new Claim.Granted(Optional.empty()));
        assertThat(claim(used.domain(), HERE, later)).isNotEqualTo(new Claim.Granted(Optional.empty()));
        assertThat(claim(sts.domain(), HERE, later)).isNotEqualTo(new Claim.Granted(Optional.empty()));
    }

    @Test
    void whatCannotBeReadIsEvaluatedAnew() {
        TlsPolicy policy = SamplePolicies.dane(domain().value(), now, LIFE);
        save(policy, HERE);
        done(database.inTransaction(
                session -> session.createNativeQuery("update tls_policy set policy = '{}' where domain = :domain")
                        .setParameter("domain", policy.domain().value())
                        .executeUpdate()));
        assertThat(claim(policy.domain(), THERE, now)).isEqualTo(new Claim.Granted(Optional.empty()));
    }

    private Claim claim(DomainName domain, UUID replica, Instant at) {
        return done(repository.claim(domain, replica, at, at, LEASE));
    }

    /** Saves what was evaluated from {@link #now} on. */
    private Saved save(TlsPolicy policy, UUID replica) {
        return done(repository.save(policy, now, replica, now, this::event));
    }

    private Outbox.Message event(TlsPolicy policy) {
        return event(policy.version());
    }

    private Outbox.Message event(long version) {
        var event = new Outbox.Message(
                UUID.randomUUID(), "mailkeep.posture", "test.example", "test", "{\"v\": " + version + "}", now);
        events.add(event);
        return event;
    }

    private static TlsPolicy stored(Saved saved) {
        return assertThat(saved).asInstanceOf(type(Saved.Stored.class)).actual().policy();
    }

    private static DomainName domain() {
        return new DomainName("d" + UUID.randomUUID() + ".example");
    }

    private static <T> T done(Uni<StoreResult<T>> call) {
        return value(await(call));
    }

    private static <T> StoreResult<T> await(Uni<StoreResult<T>> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }

    private static <T> T value(StoreResult<T> result) {
        return switch (result) {
            case StoreResult.Done<T>(T value) -> value;
            case StoreResult.Unavailable<T> failed -> throw new AssertionError(failed.why());
        };
    }
}
