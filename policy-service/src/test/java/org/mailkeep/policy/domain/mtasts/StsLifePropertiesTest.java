package org.mailkeep.policy.domain.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.MixedPolicy;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState.Active;
import org.mailkeep.policy.domain.mtasts.StsUpdate.FetchPolicy;
import org.mailkeep.policy.domain.mtasts.StsUpdate.Settled;

/** What holds for a policy's life whatever DNS and the policy host say, in whatever order (RFC 8461 §3.3, §5.1). */
class StsLifePropertiesTest {

    /** One evaluation: time passes, DNS answers, and if a fetch is asked for, it comes to {@code fetch}. */
    record Event(Duration pause, Lookup<String> txt, PolicyFetch fetch) {}

    /** What one evaluation did. */
    record Turn(Event event, Instant now, Optional<StsState> before, Optional<FetchPolicy> asked, StsState after) {}

    @Property(tries = 300)
    void aPolicyNeverLivesLongerThanItsMaxAge(@ForAll("events") List<Event> events) {
        Instant end = Instant.MIN;
        for (Turn turn : play(events)) {
            if (turn.asked().isPresent() && turn.event().fetch() instanceof PolicyFetch.Served answer) {
                StsPolicy served = answer.policy();
                end = turn.now().plus(served.maxAge());
            }
            assertThat(turn.after().policy(end.plusMillis(1))).isEmpty();
            if (turn.after() instanceof Active) {
                assertThat(answerAt(turn).expiresAt()).isBeforeOrEqualTo(end);
            }
        }
    }

    @Property(tries = 300)
    void onlyANewerPolicyOrItsAgeEndsALivingOne(@ForAll("events") List<Event> events) {
        for (Turn turn : play(events)) {
            boolean replaced = turn.asked().isPresent() && turn.event().fetch() instanceof PolicyFetch.Served;
            Optional<StsPolicy> before = turn.before().flatMap(state -> state.policy(turn.now()));
            if (before.isPresent() && !replaced) {
                assertThat(turn.after().policy(turn.now())).isEqualTo(before);
            }
        }
    }

    @Property(tries = 300)
    void noIdIsFetchedAgainWithinFiveMinutesOfItsFailureWhileNoOtherIsTried(@ForAll("events") List<Event> events) {
        @Nullable String failedId = null;
        Instant failedAt = Instant.MIN;
        for (Turn turn : play(events)) {
            if (turn.asked().isEmpty()) {
                continue;
            }
            String id = turn.asked().get().id();
            if (id.equals(failedId)) {
                assertThat(turn.now()).isAfterOrEqualTo(failedAt.plus(StsState.FETCH_BACK_OFF));
            }
            failedId = turn.event().fetch() instanceof PolicyFetch.Failed ? id : null;
            failedAt = turn.now();
        }
    }

    @Property(tries = 300)
    void aStateIsAlwaysGoodForSomeTime(@ForAll("events") List<Event> events) {
        for (Turn turn : play(events)) {
            assertThat(turn.after().nextCheck())
                    .isAfter(turn.now())
                    .isBeforeOrEqualTo(turn.now().plus(StsUpdate.MAX_CHECK));
        }
    }

    @Property(tries = 300)
    void anUnchangedPolicyIsNotFetchedMoreOftenThanItsLifeAsksFor(@ForAll("events") List<Event> events) {
        Map<String, Instant> refreshAt = new HashMap<>();
        for (Turn turn : play(events)) {
            if (turn.asked().isEmpty()) {
                continue;
            }
            String id = turn.asked().get().id();
            assertThat(turn.now()).isAfterOrEqualTo(refreshAt.getOrDefault(id, Instant.MIN));
            refreshAt.clear();
            if (turn.after() instanceof Active active) {
                refreshAt.put(active.id(), active.refreshAt());
            }
        }
    }

    private static List<Turn> play(List<Event> events) {
        List<Turn> turns = new ArrayList<>();
        Optional<StsState> state = Optional.empty();
        Instant now = NOW;
        for (Event event : events) {
            now = now.plus(event.pause());
            Turn turn = turn(event, now, state);
            turns.add(turn);
            state = Optional.of(turn.after());
        }
        return turns;
    }

    private static Turn turn(Event event, Instant now, Optional<StsState> before) {
        return switch (StsUpdate.afterTxt(before, event.txt(), now)) {
            case Settled(StsState after) -> new Turn(event, now, before, Optional.empty(), after);
            case FetchPolicy asked ->
                new Turn(
                        event,
                        now,
                        before,
                        Optional.of(asked),
                        StsUpdate.afterFetch(before, asked, event.fetch(), now));
        };
    }

    private static TlsPolicy answerAt(Turn turn) {
        Route longLived = new Route.NoMail(turn.now().plus(Duration.ofDays(1000)));
        return TlsPolicy.of(DOMAIN, longLived, turn.after(), MixedPolicy.DANE, turn.now());
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Duration> pauses = Arbitraries.of(
                        0L, 1L, 59L, 60L, 299L, 300L, 301L, 1800L, 3600L, 86_400L, 604_800L, 40_000_000L)
                .map(Duration::ofSeconds);
        return Combinators.combine(pauses, txt(), fetches())
                .as(Event::new)
                .list()
                .ofMaxSize(25);
    }

    private static Arbitrary<Lookup<String>> txt() {
        Arbitrary<Duration> ttls = Arbitraries.of(0L, 60L, 300L, 86_400L).map(Duration::ofSeconds);
        return ttls.flatMap(ttl -> Arbitraries.of(
                record("1", ttl),
                record("1", ttl),
                record("2", ttl),
                new Lookup.Insecure<>(List.of("v=STSv1; broken"), DOMAIN, ttl),
                new Lookup.NoData<>(false, ttl),
                new Lookup.NxDomain<>(true, ttl),
                new Lookup.TempFail<>("SERVFAIL"),
                new Lookup.Bogus<>("a signature is wrong")));
    }

    private static Lookup<String> record(String id, Duration ttl) {
        return new Lookup.Secure<>(List.of("v=STSv1; id=" + id), DOMAIN, ttl);
    }

    private static Arbitrary<PolicyFetch> fetches() {
        Arbitrary<PolicyFetch> served = Combinators.combine(
                        Arbitraries.of(0L, 1L, 299L, 3600L, 86_400L, 604_800L, 31_557_600L),
                        Arbitraries.of("enforce", "testing", "none"))
                .as((maxAge, mode) -> new PolicyFetch.Served(
                        policy(Duration.ofSeconds(maxAge), "mode: " + mode, "mx: *.example.com")));
        Arbitrary<PolicyFetch> failed = Arbitraries.of(StsFailureType.class)
                .map(type -> new PolicyFetch.Failed(type, "the policy host does not answer"));
        return Arbitraries.oneOf(served, failed);
    }
}
