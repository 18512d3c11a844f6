package org.mailkeep.policy.domain.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.override.OperatorOverride.End;

/** How an override ends. */
class OperatorOverrideTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final OperatorOverride WEEK = override(Duration.ofDays(7), "their TLSA is stale");

    @Test
    void itEndsAtItsTime() {
        assertThat(WEEK.isActive(NOW.plus(Duration.ofDays(7)).minusMillis(1))).isTrue();
        assertThat(WEEK.end(NOW.plus(Duration.ofDays(6)))).isEmpty();
        assertThat(WEEK.end(NOW.plus(Duration.ofDays(7)))).contains(End.EXPIRED);
    }

    @Test
    void itEndsWhenTheDomainHasBeenHealthyForADay() {
        OperatorOverride healthy = WEEK.looked(true, NOW).looked(true, NOW.plus(Duration.ofHours(12)));
        assertThat(healthy.end(NOW.plus(Duration.ofHours(23)))).isEmpty();
        assertThat(healthy.end(NOW.plus(Duration.ofHours(24)))).contains(End.HEALTHY);
    }

    @Test
    void oneFaultBeginsTheDayAnew() {
        OperatorOverride again = WEEK.looked(true, NOW)
                .looked(false, NOW.plus(Duration.ofHours(12)))
                .looked(true, NOW.plus(Duration.ofHours(13)));
        assertThat(again.end(NOW.plus(Duration.ofHours(24)))).isEmpty();
        assertThat(again.end(NOW.plus(Duration.ofHours(37)))).contains(End.HEALTHY);
    }

    @Test
    void itIsLimitedAndHasAReason() {
        assertThatThrownBy(() -> override(Duration.ofDays(31), "why")).hasMessageContaining("30 days");
        assertThatThrownBy(() -> override(Duration.ZERO, "why")).hasMessageContaining("past");
        assertThatThrownBy(() -> override(Duration.ofDays(1), " ")).hasMessageContaining("reason");
        assertThatThrownBy(() -> override(Duration.ofDays(1), "x".repeat(501))).hasMessageContaining("reason");
    }

    private static OperatorOverride override(Duration life, String reason) {
        return new OperatorOverride(
                DomainName.of("example.com"),
                new Effect.FailOpen(),
                NOW.plus(life),
                reason,
                "operator",
                NOW,
                Optional.empty());
    }
}
