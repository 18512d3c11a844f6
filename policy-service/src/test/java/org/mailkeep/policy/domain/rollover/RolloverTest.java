package org.mailkeep.policy.domain.rollover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/** A change of keys in the order of RFC 7671 §8.1: publish, wait, switch, remove. */
class RolloverTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final DomainName HOST = DomainName.of("mx.example.com");
    private static final Duration TTL = Duration.ofHours(1);
    private static final PublicKeyInfo OLD = new PublicKeyInfo("30010a");
    private static final PublicKeyInfo NEW = new PublicKeyInfo("30010b");
    private static final PublicKeyInfo OTHER = new PublicKeyInfo("30010c");
    private static final Rollover STEADY = Rollover.steady(HOST, Optional.of(OLD), NOW);
    private static final Rollover ANNOUNCED = moved(STEADY.announce(NEW, NOW));
    private static final Rollover WAITING = moved(ANNOUNCED.seen(secure(OLD, NEW), NOW));
    private static final Rollover SAFE = moved(WAITING.seen(secure(OLD, NEW), later(2)));
    private static final Rollover SWITCHING = moved(SAFE.mayItSwitch(later(3)));
    private static final Rollover SWITCHED = moved(SWITCHING.serves(Set.of(NEW), later(4)));

    @Test
    void theWholeWay() {
        assertThat(Stream.of(STEADY, ANNOUNCED, WAITING, SAFE, SWITCHING, SWITCHED)
                        .map(Rollover::step))
                .containsExactly(Step.values());
        Rollover done = moved(SWITCHED.seen(secure(NEW), later(5)));
        assertThat(done.step()).isEqualTo(Step.STEADY);
        assertThat(done.current()).contains(NEW);
        assertThat(done.next()).isEmpty();
    }

    @Test
    void theSwitchIsSafeWhenEveryCacheHasForgottenTheOldAnswer() {
        assertThat(WAITING.safeAt()).contains(NOW.plus(TTL.multipliedBy(2)));
        stays(WAITING.seen(secure(OLD, NEW), NOW.plus(TTL.multipliedBy(2)).minusSeconds(1)));
        assertThat(SAFE.step()).isEqualTo(Step.SAFE);
        Rollover fromCache = moved(ANNOUNCED.seen(secure(Duration.ofSeconds(1), OLD, NEW), NOW));
        assertThat(fromCache.safeAt())
                .as("what is left of a TTL is not the TTL")
                .contains(NOW.plus(Rollover.SHORTEST_TTL.multipliedBy(2)));
    }

    @Test
    void onlyASecureRecordOfTheKeyItselfCounts() {
        stays(ANNOUNCED.seen(secure(OLD), NOW));
        stays(ANNOUNCED.seen(new Lookup.Insecure<>(List.of(record(OLD), record(NEW)), HOST, TTL), NOW));
        stays(ANNOUNCED.seen(
                new Lookup.Secure<>(List.of(record(OLD), new TlsaRecord(2, 1, 1, NEW.sha256())), HOST, TTL), NOW));
        stays(ANNOUNCED.seen(secure(NEW), NOW));
        assertThat(stays(ANNOUNCED.seen(secure(NEW), NOW)).warning())
                .get()
                .asString()
                .contains("key in use is gone");
        var full = new TlsaRecord(3, 1, 0, NEW.hex());
        assertThat(full.isAbout(NEW.der())).isTrue();
    }

    @Test
    void aFailureToFindOutMovesNothing() {
        for (Rollover at : List.of(ANNOUNCED, WAITING, SAFE, SWITCHING, SWITCHED)) {
            assertThat(stays(at.seen(new Lookup.TempFail<>("SERVFAIL"), later(99))))
                    .isEqualTo(at);
            assertThat(stays(at.seen(new Lookup.Bogus<>("wrong"), later(99)))).isEqualTo(at);
            assertThat(stays(at.serves(Set.of(), later(99)))).isEqualTo(at);
        }
    }

    @Test
    void aRecordThatVanishesBeginsTheWaitAnew() {
        for (Rollover at : List.of(WAITING, SAFE)) {
            assertThat(moved(at.seen(secure(OLD), later(3))).step()).isEqualTo(Step.ANNOUNCED);
            assertThat(moved(at.seen(secure(NEW), later(3))).warning())
                    .get()
                    .asString()
                    .contains("key in use is gone");
            assertThat(moved(at.seen(new Lookup.NxDomain<>(true, TTL), later(3)))
                            .seenSince())
                    .isEmpty();
        }
        assertThat(stays(SWITCHED.seen(secure(OLD), later(5))).warning())
                .get()
                .asString()
                .contains("next key is gone");
    }

    @Test
    void whatWouldBreakMailIsRefused() {
        refused("under way", ANNOUNCED.announce(OTHER, NOW));
        refused("in use", STEADY.announce(OLD, NOW));
        refused("no next key", STEADY.mayItSwitch(NOW));
        refused("has not been seen", ANNOUNCED.mayItSwitch(NOW));
        refused("until 2026-11-23T12:00:00Z", WAITING.mayItSwitch(NOW));
        refused("no old record", STEADY.mayOldRecordGo());
        for (Rollover at : List.of(ANNOUNCED, WAITING, SAFE, SWITCHING)) {
            refused("no probe has seen", at.mayOldRecordGo());
        }
        stays(SWITCHED.mayOldRecordGo());
        refused("must stay", SWITCHING.abort(NOW));
        refused("must stay", SWITCHED.abort(NOW));
        for (Rollover at : List.of(ANNOUNCED, WAITING, SAFE)) {
            assertThat(moved(at.abort(NOW)).step()).isEqualTo(Step.STEADY);
        }
    }

    @Test
    void theHostIsWatched() {
        assertThat(stays(WAITING.serves(Set.of(OLD, NEW), NOW)).warning())
                .get()
                .asString()
                .contains("switch it back");
        assertThat(stays(WAITING.serves(Set.of(OLD), NOW)).warning()).isEmpty();
        stays(SWITCHING.serves(Set.of(OLD, NEW), later(4)));
        Rollover back = moved(SWITCHED.serves(Set.of(OLD, NEW), later(5)));
        assertThat(back.step()).isEqualTo(Step.SWITCHING);
        assertThat(back.warning()).get().asString().contains("old key again");
        assertThat(stays(Rollover.steady(HOST, Optional.empty(), NOW).serves(Set.of(OLD), NOW))
                        .current())
                .as("a host about which nothing was known")
                .contains(OLD);
    }

    /** Whatever happens, the host is not told to switch, nor the old record to go, unless DNS allows it. */
    @Property
    void noOrderOfEventsMakesItUnsafe(@ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> events) {
        Rollover at = STEADY;
        Instant now = NOW;
        Optional<Instant> bothSince = Optional.empty();
        for (int event : events) {
            now = now.plus(Duration.ofMinutes(40));
            Lookup<TlsaRecord> dns =
                    List.of(secure(OLD), secure(OLD, NEW), secure(NEW)).get(event % 3);
            Outcome outcome = switch (event) {
                case 0, 1, 2 -> at.seen(dns, now);
                case 3 -> at.announce(NEW, now);
                case 4 -> at.mayItSwitch(now);
                case 5 -> at.abort(now);
                case 6 -> at.serves(Set.of(OLD), now);
                case 7 -> at.serves(Set.of(NEW), now);
                case 8 -> at.serves(Set.of(OLD, NEW), now);
                default -> at.seen(new Lookup.TempFail<>("SERVFAIL"), now);
            };
            if (event == 1) {
                bothSince = Optional.of(bothSince.orElse(now));
            } else if (event == 0 || event == 2) {
                bothSince = Optional.empty();
            }
            Rollover next = switch (outcome) {
                case Outcome.Moved(Rollover moved) -> moved;
                case Outcome.Stayed(Rollover same) -> same;
                case Outcome.Refused _ -> at;
            };
            if (next.step() == Step.SAFE && at.step() != Step.SAFE) {
                assertThat(bothSince)
                        .hasValueSatisfying(since ->
                                assertThat(since.plus(TTL.multipliedBy(2))).isBeforeOrEqualTo(next.since()));
            }
            at = next;
        }
    }

    private static Instant later(int hours) {
        return NOW.plus(Duration.ofHours(hours));
    }

    private static Rollover moved(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Moved.class);
        return ((Outcome.Moved) outcome).rollover();
    }

    private static Rollover stays(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Stayed.class);
        return ((Outcome.Stayed) outcome).rollover();
    }

    private static void refused(String why, Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).contains(why));
    }

    private static Lookup<TlsaRecord> secure(PublicKeyInfo... keys) {
        return secure(TTL, keys);
    }

    private static Lookup<TlsaRecord> secure(Duration ttl, PublicKeyInfo... keys) {
        return new Lookup.Secure<>(Stream.of(keys).map(RolloverTest::record).toList(), HOST, ttl);
    }

    private static TlsaRecord record(PublicKeyInfo key) {
        return new TlsaRecord(3, 1, 1, key.sha256());
    }
}
