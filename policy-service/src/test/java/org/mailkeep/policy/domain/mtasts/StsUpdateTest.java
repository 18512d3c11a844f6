package org.mailkeep.policy.domain.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.mtasts.StsState.Active;
import org.mailkeep.policy.domain.mtasts.StsState.Off;
import org.mailkeep.policy.domain.mtasts.StsState.Unavailable;
import org.mailkeep.policy.domain.mtasts.StsUpdate.FetchPolicy;
import org.mailkeep.policy.domain.mtasts.StsUpdate.Settled;
import org.mailkeep.testkit.MutableClock;

/** The life of a policy over time (RFC 8461 §3.3, §5.1). */
class StsUpdateTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Lookup<String> NO_RECORD = new Lookup.NxDomain<>(false, HOUR);
    private static final Lookup<String> SERVFAIL = new Lookup.TempFail<>("SERVFAIL");
    private static final Lookup<String> BOGUS = new Lookup.Bogus<>("a signature is wrong");
    private static final PolicyFetch FAILED = new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, "status 500");

    private final MutableClock clock = new MutableClock(NOW);
    private @Nullable StsState state;

    @Test
    void anAnnouncedPolicyIsFetchedAndLivesForItsMaxAge() {
        FetchPolicy asked = fetchAskedFor(record("1"));
        assertThat(asked.id()).isEqualTo("1");
        served(asked, enforce(WEEK));
        assertThat(enforced()).isTrue();

        clock.advance(WEEK);
        assertThat(enforced()).as("to the last second").isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(enforced()).as("and not beyond").isFalse();
    }

    /** RFC 8461 §3.2 allows 0 to 31557600: a policy of no life is one that is not kept. */
    @Test
    void aPolicyOfNoLifeIsGoneASecondLater() {
        served(fetchAskedFor(record("1")), enforce(Duration.ZERO));

        clock.advance(Duration.ofSeconds(1));
        assertThat(enforced()).isFalse();
        assertThat(fetchAskedFor(record("1")).id()).as("and is asked for again").isEqualTo("1");
    }

    @Test
    void withoutARecordThereIsNothingToFetch() {
        for (Lookup<String> answer : List.of(NO_RECORD, new Lookup.NoData<String>(true, HOUR), SERVFAIL, BOGUS)) {
            settled(answer);
            assertThat(state).isInstanceOf(Off.class);
        }
        settled(new Lookup.Secure<>(List.of("v=STSv1; id=1", "v=STSv1; id=2"), DOMAIN, HOUR));
        assertThat(state)
                .isInstanceOfSatisfying(Off.class, off -> assertThat(off.why()).contains("2 MTA-STS records"));
    }

    @Test
    void aRecordCountsWhetherItIsSignedOrNot() {
        assertThat(fetchAskedFor(new Lookup.Secure<>(List.of("v=STSv1; id=1"), DOMAIN, HOUR))
                        .id())
                .isEqualTo("1");
        assertThat(fetchAskedFor(new Lookup.Insecure<>(List.of("v=STSv1; id=1"), DOMAIN, HOUR))
                        .id())
                .isEqualTo("1");
    }

    @Test
    void theSameIdIsNotFetchedAgainBeforeADayHasPassed() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        clock.advance(Duration.ofDays(1).minusSeconds(1));
        settled(record("1"));

        clock.advance(Duration.ofSeconds(1));
        assertThat(fetchAskedFor(record("1")).id()).as("a refresh a day (§3.3)").isEqualTo("1");
    }

    @Test
    void aShortPolicyIsFetchedAgainAtHalfItsLife() {
        served(fetchAskedFor(record("1")), enforce(HOUR));
        assertThat(known().nextCheck()).as("in time").isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));

        clock.advance(Duration.ofMinutes(29));
        settled(record("1"));
        assertThat(known().nextCheck())
                .as("still in time")
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        clock.advance(Duration.ofMinutes(1));
        fetchAskedFor(record("1"));
    }

    @Test
    void aNewIdIsFetchedAtOnce() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        clock.advance(Duration.ofMinutes(1));
        served(fetchAskedFor(record("2")), policy(WEEK, "mode: enforce", "mx: new.example.com"));
        assertThat(known().policy(clock.instant()).orElseThrow().mx())
                .map(MxPattern::toString)
                .containsExactly("new.example.com");
    }

    @Test
    void modeNoneReplacesAtOnce() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        clock.advance(Duration.ofMinutes(1));
        served(fetchAskedFor(record("2")), policy(Duration.ofDays(1), "mode: none"));
        assertThat(enforced()).isFalse();

        clock.advance(Duration.ofDays(2));
        settled(SERVFAIL);
        assertThat(enforced()).as("the old one does not come back").isFalse();
    }

    @Test
    void neitherAMissingRecordNorAFailureEndsALivingPolicy() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        for (Lookup<String> answer : List.of(NO_RECORD, new Lookup.NoData<String>(true, HOUR), SERVFAIL, BOGUS)) {
            clock.advance(HOUR);
            settled(answer);
            assertThat(enforced()).as("after %s", answer).isTrue();
        }
        settled(new Lookup.Insecure<>(List.of("v=STSv1; broken"), DOMAIN, HOUR));
        assertThat(enforced()).as("after an invalid record").isTrue();
        failed(fetchAskedFor(record("2")));
        assertThat(enforced()).as("after a failed fetch").isTrue();
        assertThat(known())
                .isInstanceOfSatisfying(
                        Active.class,
                        active -> assertThat(active.id())
                                .as("the id of what is in force")
                                .isEqualTo("1"));
    }

    @Test
    void aFailureProlongsNothing() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        clock.advance(WEEK);
        failed(fetchAskedFor(record("1")));
        assertThat(enforced()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        settled(record("1"));
        assertThat(known()).as("expired is as if there were none").isInstanceOf(Unavailable.class);
    }

    @Test
    void anExpiredPolicyIsForgotten() {
        served(fetchAskedFor(record("1")), enforce(HOUR));
        clock.advance(HOUR.plusSeconds(1));
        settled(SERVFAIL);
        assertThat(known()).isInstanceOf(Off.class);
    }

    @Test
    void aFailedFetchIsNotTriedAgainForFiveMinutes() {
        failed(fetchAskedFor(record("1")));
        assertThat(known()).isInstanceOfSatisfying(Unavailable.class, unavailable -> {
            assertThat(unavailable.failure().type()).isEqualTo(StsFailureType.FETCH_ERROR);
            assertThat(unavailable.nextCheck()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        });

        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        settled(record("1"));
        clock.advance(Duration.ofSeconds(1));
        fetchAskedFor(record("1"));
    }

    @Test
    void aRecordThatComesAndGoesDoesNotShortenTheBackOff() {
        failed(fetchAskedFor(record("1")));
        for (Lookup<String> answer : List.of(SERVFAIL, NO_RECORD, record("1"))) {
            clock.advance(Duration.ofMinutes(1));
            settled(answer);
        }
        clock.advance(Duration.ofMinutes(2));
        fetchAskedFor(record("1"));
    }

    @Test
    void aBackOffIsOverWithItsRecord() {
        failed(fetchAskedFor(record("1")));
        clock.advance(Duration.ofMinutes(5));
        settled(NO_RECORD);
        assertThat(known()).isInstanceOf(Off.class);
    }

    @Test
    void theBackOffIsPerId() {
        // §3.3: "per version ID", so whoever mends a policy and announces it anew does not wait.
        failed(fetchAskedFor(record("1")));
        served(fetchAskedFor(record("2")), enforce(WEEK));
        assertThat(enforced()).isTrue();
    }

    @Test
    void aRefreshThatFailsBacksOffToo() {
        served(fetchAskedFor(record("1")), enforce(WEEK));
        clock.advance(Duration.ofDays(1));
        failed(fetchAskedFor(record("1")));
        clock.advance(Duration.ofMinutes(4));
        settled(record("1"));
        assertThat(enforced()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        served(fetchAskedFor(record("1")), enforce(WEEK));
        assertThat(known())
                .isInstanceOfSatisfying(
                        Active.class, active -> assertThat(active.lastFailure()).isEmpty());
    }

    @Test
    void dnsIsAskedNeitherTooOftenNorTooSeldom() {
        settled(new Lookup.NxDomain<>(false, Duration.ZERO));
        nextCheckIn(Duration.ofMinutes(1)); // a TTL of 0 is no licence to ask for every mail
        settled(new Lookup.NxDomain<>(false, Duration.ofMinutes(10)));
        nextCheckIn(Duration.ofMinutes(10));
        settled(new Lookup.NxDomain<>(false, Duration.ofDays(1)));
        nextCheckIn(Duration.ofMinutes(30)); // the cap of negative answers
        settled(SERVFAIL);
        nextCheckIn(Duration.ofMinutes(1));
        served(fetchAskedFor(record("1", Duration.ofDays(1))), enforce(WEEK));
        nextCheckIn(HOUR); // a new id is seen within the hour
        settled(record("1", Duration.ofMinutes(5)));
        nextCheckIn(Duration.ofMinutes(5));
    }

    private void settled(Lookup<String> txt) {
        switch (StsUpdate.afterTxt(Optional.ofNullable(state), txt, clock.instant())) {
            case Settled(StsState next) -> state = next;
            case FetchPolicy asked -> fail("nothing was to be fetched, but %s is", asked);
        }
    }

    private FetchPolicy fetchAskedFor(Lookup<String> txt) {
        return switch (StsUpdate.afterTxt(Optional.ofNullable(state), txt, clock.instant())) {
            case FetchPolicy asked -> asked;
            case Settled settled -> fail("the policy was to be fetched, but all is said by %s", settled);
        };
    }

    private void served(FetchPolicy asked, StsPolicy policy) {
        state = StsUpdate.afterFetch(
                Optional.ofNullable(state), asked, new PolicyFetch.Served(policy), clock.instant());
    }

    private void failed(FetchPolicy asked) {
        state = StsUpdate.afterFetch(Optional.ofNullable(state), asked, FAILED, clock.instant());
    }

    private StsState known() {
        return Optional.ofNullable(state).orElseThrow();
    }

    private boolean enforced() {
        return known().enforced(clock.instant()).isPresent();
    }

    private void nextCheckIn(Duration expected) {
        assertThat(known().nextCheck()).isEqualTo(clock.instant().plus(expected));
    }

    private static StsPolicy enforce(Duration maxAge) {
        return policy(maxAge, "mode: enforce", "mx: *.example.com");
    }

    private static Lookup<String> record(String id) {
        return record(id, HOUR);
    }

    private static Lookup<String> record(String id, Duration ttl) {
        return new Lookup.Insecure<>(List.of("v=STSv1; id=" + id + ";"), DOMAIN, ttl);
    }
}
