package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

class RouteLifeTest {

    private static final Lookup<String> FAILED = new Lookup.TempFail<>("no answer");

    @Test
    void theAnswerThatEndsFirstEndsTheRoute() {
        assertThat(RouteLife.of(List.of(lasting(600), lasting(60), missing(300)), false, true))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(RouteLife.of(List.of(lasting(600), missing(30)), false, true))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void itsLifeHasBounds() {
        assertThat(RouteLife.of(List.of(lasting(0)), false, true)).isEqualTo(RouteLife.MIN);
        assertThat(RouteLife.of(List.of(lasting(1_000_000)), false, true)).isEqualTo(RouteLife.MAX);
        assertThat(RouteLife.of(List.of(lasting(86_400)), false, false)).isEqualTo(RouteLife.MAX_WITHOUT_TLSA);
    }

    @Test
    void aFailureThatDoesNotMatterHasNoLifeToCount() {
        // For example AAAA, beside an A record that is enough.
        assertThat(RouteLife.of(List.of(lasting(600), FAILED), false, true)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aFailureThatMattersIsTriedAgainSoon() {
        assertThat(RouteLife.of(List.of(lasting(600), FAILED), true, true)).isEqualTo(TlsPolicy.FAILURE_LIFE);
    }

    private static Lookup<String> lasting(long seconds) {
        return new Lookup.Secure<>(List.of("192.0.2.1"), new DomainName("host.test"), Duration.ofSeconds(seconds));
    }

    private static Lookup<String> missing(long seconds) {
        return new Lookup.NoData<>(true, Duration.ofSeconds(seconds));
    }
}
