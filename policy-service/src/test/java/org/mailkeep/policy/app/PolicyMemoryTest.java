package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;
import org.mailkeep.testkit.MutableClock;

class PolicyMemoryTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T10:00:00Z"));
    private final PolicyMemory memory = memory(Map.of());

    @Test
    void aPolicyIsAnsweredUntilItExpiresAndKnownAfterwards() {
        TlsPolicy policy = SamplePolicies.dane("a.example", clock.instant(), LIFE);
        memory.remember(policy, clock.instant());
        clock.advance(LIFE.minusMillis(1));
        assertThat(memory.fresh(policy.domain())).isEqualTo(policy);
        clock.advance(Duration.ofMillis(1));
        assertThat(memory.fresh(policy.domain())).isNull();
        assertThat(memory.last(policy.domain())).contains(policy);
    }

    @Test
    void whatIsOlderThanAnEventIsForgotten() {
        TlsPolicy policy =
                SamplePolicies.dane("a.example", clock.instant(), LIFE).withVersion(5);
        memory.remember(policy, clock.instant());
        memory.forgetOlderThan(policy.domain(), 5);
        assertThat(memory.fresh(policy.domain())).isEqualTo(policy);
        memory.forgetOlderThan(policy.domain(), 6);
        assertThat(memory.last(policy.domain())).isEmpty();
    }

    @Test
    void whatWasUnderWayDuringAPurgeIsNotRemembered() {
        Instant begun = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        TlsPolicy policy = SamplePolicies.dane("a.example", begun, LIFE);
        memory.forgetOlderThan(policy.domain(), 6);
        clock.advance(Duration.ofSeconds(1));

        memory.remember(policy.withVersion(5), begun); // read from the store before the purge
        memory.remember(policy, begun); // evaluated here, not stored
        memory.warm(policy.withVersion(5));
        assertThat(memory.last(policy.domain())).isEmpty();

        memory.remember(policy.withVersion(7), begun);
        assertThat(memory.last(policy.domain())).isPresent();
    }

    @Test
    void forgettingWithoutAVersionForgetsWhatIsKnownHere() {
        TlsPolicy policy =
                SamplePolicies.dane("a.example", clock.instant(), LIFE).withVersion(5);
        memory.remember(policy, clock.instant());
        memory.forget(policy.domain());
        assertThat(memory.last(policy.domain())).isEmpty();
        memory.remember(policy, clock.instant());
        assertThat(memory.last(policy.domain())).isEmpty();
    }

    @Test
    void junkDomainsPushOutOtherJunkAndNoPolicy() {
        PolicyMemory small = memory(Map.of("mailkeep.policy.negative-cache-size", "10"));
        TlsPolicy policy = SamplePolicies.sts("sts.example", Mode.TESTING, clock.instant(), LIFE);
        small.remember(policy, clock.instant());
        for (int i = 0; i < 1000; i++) {
            small.remember(SamplePolicies.none("d" + i + ".example", clock.instant(), LIFE), clock.instant());
            small.remember(SamplePolicies.tempFail("t" + i + ".example", clock.instant(), LIFE), clock.instant());
        }
        assertThat(small.fresh(policy.domain())).isEqualTo(policy);
        await().untilAsserted(() -> assertThat(small.entries()).hasSize(11)); // eviction runs beside
    }

    @Test
    void policiesAreBoundedByTheMemoryTheyTake() {
        PolicyMemory small = memory(Map.of("mailkeep.policy.cache-kilobytes", "64"));
        for (int i = 0; i < 1000; i++) {
            small.remember(SamplePolicies.dane("d" + i + ".example", clock.instant(), LIFE), clock.instant());
        }
        await().untilAsserted(() ->
                assertThat(small.entries().count()).isBetween(20L, 64 * 1024 / 600L)); // eviction runs beside
        assertThat(small.isFull()).isTrue();
    }

    @Test
    void aDomainThatGainsOrLosesItsPolicyIsKnownOnce() {
        DomainName domain = new DomainName("a.example");
        memory.remember(SamplePolicies.none(domain.value(), clock.instant(), LIFE), clock.instant());
        memory.remember(SamplePolicies.dane(domain.value(), clock.instant(), LIFE), clock.instant());
        assertThat(memory.entries()).hasSize(1);
        memory.remember(SamplePolicies.none(domain.value(), clock.instant(), LIFE), clock.instant());
        assertThat(memory.entries()).hasSize(1);
        assertThat(memory.negativeCount()).isOne();
    }

    @Test
    void onlyWhatIsInUseIsRenewedAndOnlyNearItsEnd() {
        TlsPolicy used = SamplePolicies.dane("used.example", clock.instant(), LIFE);
        memory.remember(used, clock.instant());
        memory.remember(SamplePolicies.dane("unused.example", clock.instant(), LIFE), clock.instant());
        clock.advance(Duration.ofSeconds(2));
        memory.fresh(used.domain());
        assertThat(memory.entries()).noneMatch(entry -> entry.isDue(clock.millis()));

        clock.advance(LIFE.minusSeconds(5));
        assertThat(memory.entries().filter(entry -> entry.isDue(clock.millis())))
                .extracting(entry -> entry.policy().domain())
                .containsExactly(used.domain());
    }

    @Test
    void renewalsAreSpread() {
        for (int i = 0; i < 100; i++) {
            DomainName domain = new DomainName("d" + i + ".example");
            memory.remember(SamplePolicies.dane(domain.value(), clock.instant(), LIFE), clock.instant());
        }
        clock.advance(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            memory.fresh(new DomainName("d" + i + ".example"));
        }
        clock.advance(Duration.ofSeconds(268)); // half of the time in which renewals begin
        assertThat(memory.entries().filter(entry -> entry.isDue(clock.millis())).count())
                .isBetween(25L, 80L);
    }

    private PolicyMemory memory(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withMapping(PolicyConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(PolicyConfig.class);
        return new PolicyMemory(config, clock, new Random(1));
    }
}
