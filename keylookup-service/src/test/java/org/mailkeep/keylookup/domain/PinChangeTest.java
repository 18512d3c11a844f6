package org.mailkeep.keylookup.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/** Trust on first use: never a silent replacement. */
class PinChangeTest {

    private static final EmailAddress EMAIL = EmailAddress.of("a@example.com");
    private static final List<Source> SOURCES = List.of(Source.values());
    private static final List<Fingerprint> KEYS =
            List.of(new Fingerprint("A".repeat(40)), new Fingerprint("B".repeat(40)), new Fingerprint("C".repeat(40)));
    private static final Fingerprint OLD = KEYS.get(0);
    private static final Fingerprint NEW = KEYS.get(1);
    private static final Instant DAY_1 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2026-01-02T00:00:00Z");

    private static final Pin PINNED = PinChange.of(Optional.empty(), seen(OLD, Source.WKD_ADVANCED), PinPolicy.HOLD)
            .pin();

    @Test
    void theFirstKeyIsPinnedWithItsSource() {
        assertThat(PinChange.of(Optional.empty(), seen(OLD, Source.VKS), PinPolicy.HOLD))
                .isEqualTo(new PinChange.First(new Pin(EMAIL, OLD, Source.VKS, DAY_1, Optional.empty(), Set.of())));
        assertThat(change(PINNED, seen(OLD, Source.WKD_ADVANCED), PinPolicy.HOLD))
                .isEqualTo(new PinChange.Match(PINNED));
    }

    @Test
    void anotherKeyIsHeldUntilSomebodyDecides() {
        PinChange held = change(PINNED, seen(NEW, Source.WKD_ADVANCED), PinPolicy.HOLD);
        assertThat(held).isInstanceOfSatisfying(PinChange.Held.class, change -> {
            assertThat(change.news()).isTrue();
            assertThat(change.conflict()).isFalse();
        });
        assertThat(held.pin().fingerprint()).isEqualTo(OLD);
        assertThat(held.pin().candidate()).map(Pin.Candidate::fingerprint).contains(NEW);
        assertThat(change(held.pin(), seen(NEW, Source.WKD_ADVANCED), PinPolicy.HOLD))
                .isInstanceOfSatisfying(
                        PinChange.Held.class, again -> assertThat(again.news()).isFalse());

        Pin accepted = held.pin().decided(NEW, Pin.Verdict.ACCEPT, DAY_2).orElseThrow();
        assertThat(accepted.fingerprint()).isEqualTo(NEW);
        assertThat(accepted.candidate()).isEmpty();
        assertThat(change(accepted, seen(NEW, Source.WKD_ADVANCED), PinPolicy.HOLD))
                .isInstanceOf(PinChange.Match.class);

        Pin rejected = held.pin().decided(NEW, Pin.Verdict.REJECT, DAY_2).orElseThrow();
        assertThat(rejected.fingerprint()).isEqualTo(OLD);
        assertThat(change(rejected, seen(NEW, Source.WKD_ADVANCED), PinPolicy.ACCEPT_IF_WKD))
                .as("what was rejected does not come back by itself")
                .isEqualTo(new PinChange.Held(rejected, false, false));
        assertThat(held.pin().decided(KEYS.get(2), Pin.Verdict.ACCEPT, DAY_2))
                .as("not the candidate")
                .isEmpty();
    }

    @Test
    void theDomainAndAKeyserverMayDisagree() {
        PinChange held = change(PINNED, seen(NEW, Source.VKS), PinPolicy.HOLD);
        assertThat(held)
                .isInstanceOfSatisfying(
                        PinChange.Held.class,
                        change -> assertThat(change.conflict()).isTrue());
        assertThat(change(held.pin(), seen(OLD, Source.WKD_DIRECT), PinPolicy.HOLD))
                .as("the keyserver's word is not withdrawn by the domain")
                .isEqualTo(new PinChange.Held(held.pin(), false, true));
        assertThat(change(held.pin(), seen(OLD, Source.VKS), PinPolicy.HOLD)).isInstanceOf(PinChange.Match.class);
    }

    @Test
    void aPolicyMayAccept() {
        accepted(PinPolicy.ACCEPT_IF_WKD, seen(NEW, Source.WKD_ADVANCED));
        accepted(PinPolicy.ACCEPT_IF_WKD, seen(NEW, Source.WKD_DIRECT));
        accepted(PinPolicy.ACCEPT_IF_WKD, seen(NEW, Source.KEYDIR));
        held(PinPolicy.ACCEPT_IF_WKD, seen(NEW, Source.VKS));
        for (KeyStatus status : KeyStatus.values()) {
            Sighting sighting = new Sighting(EMAIL, NEW, Source.VKS, DAY_2, Optional.of(status), false);
            if (status == KeyStatus.REVOKED || status == KeyStatus.EXPIRED) {
                accepted(PinPolicy.ACCEPT_IF_OLD_REVOKED_OR_EXPIRED, sighting);
            } else {
                held(PinPolicy.ACCEPT_IF_OLD_REVOKED_OR_EXPIRED, sighting);
            }
            held(PinPolicy.HOLD, sighting);
        }
        held(PinPolicy.ACCEPT_IF_OLD_REVOKED_OR_EXPIRED, seen(NEW, Source.WKD_ADVANCED));
    }

    @Property
    void underHoldNoSequenceOfSightingsMovesAPin(@ForAll List<@IntRange(max = 11) Integer> script) {
        Pin pin = PINNED;
        for (int choice : script) {
            pin = change(pin, seen(KEYS.get(choice % 3), SOURCES.get(choice / 3)), PinPolicy.HOLD)
                    .pin();
            assertThat(pin.fingerprint()).isEqualTo(OLD);
            assertThat(pin.candidate().map(Pin.Candidate::fingerprint)).isNotEqualTo(Optional.of(OLD));
        }
    }

    private static void accepted(PinPolicy policy, Sighting sighting) {
        assertThat(change(PINNED, sighting, policy)).isInstanceOfSatisfying(PinChange.Replaced.class, change -> {
            assertThat(change.pin().fingerprint()).isEqualTo(NEW);
            assertThat(change.old()).isEqualTo(OLD);
            assertThat(change.word()).as("never silent").isEqualTo("changed");
        });
    }

    private static void held(PinPolicy policy, Sighting sighting) {
        assertThat(change(PINNED, sighting, policy).pin().fingerprint()).isEqualTo(OLD);
    }

    private static PinChange change(Pin pin, Sighting sighting, PinPolicy policy) {
        return PinChange.of(Optional.of(pin), sighting, policy);
    }

    private static Sighting seen(Fingerprint fingerprint, Source source) {
        return new Sighting(EMAIL, fingerprint, source, DAY_1, Optional.of(KeyStatus.VALID), false);
    }
}
