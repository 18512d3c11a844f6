package org.mailkeep.keylookup.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.testkit.MutableClock;

/** A host that keeps failing, or asks for it, is left alone for a while. */
class HostPausesTest {

    private static final DomainName HOST = new DomainName("keys.example");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final MutableClock clock = new MutableClock(BEGIN);
    private final HostPauses pauses = new HostPauses(clock);

    @Test
    void threeFailuresInARowBringAPauseThatGrows() {
        pauses.failed(HOST);
        pauses.failed(HOST);
        assertThat(pauses.pausedUntil(HOST)).isEmpty();
        pauses.failed(HOST);
        assertThat(pauses.pausedUntil(HOST)).contains(BEGIN.plusSeconds(30));
        clock.advance(Duration.ofSeconds(30));
        assertThat(pauses.pausedUntil(HOST)).as("one may try").isEmpty();
        pauses.failed(HOST);
        assertThat(pauses.pausedUntil(HOST)).contains(BEGIN.plusSeconds(90));
        for (int i = 0; i < 20; i++) {
            pauses.failed(HOST);
        }
        assertThat(pauses.pausedUntil(HOST)).contains(BEGIN.plusSeconds(630));
        assertThat(pauses.pausedUntil(new DomainName("other.example"))).isEmpty();
    }

    @Test
    void anAnswerEndsTheTrouble() {
        pauses.failed(HOST);
        pauses.failed(HOST);
        pauses.answered(HOST);
        pauses.failed(HOST);
        assertThat(pauses.pausedUntil(HOST)).isEmpty();
    }

    @Test
    void aPauseThatWasAskedForIsGrantedForADayAtMost() {
        // RFC 9110 §10.2.3
        assertThat(pauses.askedForPause(HOST, BEGIN.plusSeconds(120))).isEqualTo(BEGIN.plusSeconds(120));
        assertThat(pauses.pausedUntil(HOST)).contains(BEGIN.plusSeconds(120));
        assertThat(pauses.askedForPause(HOST, BEGIN.plus(Duration.ofDays(9))))
                .isEqualTo(BEGIN.plus(Duration.ofDays(1)));
    }
}
