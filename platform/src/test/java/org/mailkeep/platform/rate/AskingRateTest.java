package org.mailkeep.platform.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.mailkeep.platform.rate.AskingRate.Decision;

/** Two a second, five at once. */
class AskingRateTest {

    private static final AskingRate RATE = new AskingRate(2, 5);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Example
    void aBurstIsAllowedAndThenTheRate() {
        var source = new Asker(0);
        assertThat(source.ask(10)).isEqualTo(5);
        source.now += SECOND;
        assertThat(source.ask(10)).isEqualTo(2);
        source.now += 60 * SECOND;
        assertThat(source.ask(10)).isEqualTo(5);
    }

    @Example
    void whoIsRefusedIsToldWhenToComeBack() {
        var source = new Asker(0);
        source.ask(5);
        assertThat(RATE.decide(source.rested, 0)).isEqualTo(new Decision.Refused(Duration.ofMillis(500)));
        assertThat(RATE.decide(source.rested, SECOND / 2)).isInstanceOf(Decision.Allowed.class);
    }

    @Property
    void neverMoreThanTheBurstAndTheRate(
            @ForAll @IntRange(min = 1, max = 50) int perSecond,
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll List<@IntRange(max = 2000) Integer> pauses,
            @ForAll long start) {
        var rate = new AskingRate(perSecond, burst);
        long now = start;
        long rested = rate.unused(now);
        int allowed = 0;
        for (int pause : pauses) {
            now += Duration.ofMillis(pause).toNanos();
            if (rate.decide(rested, now) instanceof Decision.Allowed(long after)) {
                allowed++;
                rested = after;
            }
        }
        assertThat(allowed).isLessThanOrEqualTo((int) (burst + (now - start) * perSecond / SECOND + 1));
    }

    /** Asks as often as told, and says how often it was allowed. */
    private static final class Asker {
        private long now;
        private long rested;

        Asker(long now) {
            this.now = now;
            rested = RATE.unused(now);
        }

        int ask(int times) {
            int allowed = 0;
            for (int i = 0; i < times; i++) {
                switch (RATE.decide(rested, now)) {
                    case Decision.Allowed(long after) -> {
                        rested = after;
                        allowed++;
                    }
                    case Decision.Refused _ -> {}
                }
            }
            return allowed;
        }
    }
}
