package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.ENFORCED;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.NO_STS;
import static org.mailkeep.policy.domain.Facts.NO_TLSA;
import static org.mailkeep.policy.domain.Facts.TESTING;
import static org.mailkeep.policy.domain.Facts.policy;
import static org.mailkeep.policy.domain.Facts.secureMx;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.domain.mtasts.StsState;

class TlsPolicyTest {

    @Test
    void anAnswerStandsUntilItsFirstBranchEnds() {
        TlsPolicy byDns = of(new Route.NoMail(NOW.plus(Duration.ofMinutes(1))), NO_STS);
        assertThat(byDns.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(1)));

        TlsPolicy byRecord = of(new Route.NoMail(NOW.plus(Duration.ofDays(1))), ENFORCED);
        assertThat(byRecord.expiresAt()).isEqualTo(ENFORCED.nextCheck());

        StsState ending = new StsState.Active(
                policy(Duration.ofMinutes(2), "mode: enforce", "mx: *.example.com"),
                "1",
                NOW.minus(Duration.ofMinutes(1)),
                Optional.empty(),
                NOW.plus(Duration.ofHours(1)));
        assertThat(of(new Route.NoMail(NOW.plus(Duration.ofDays(1))), ending).expiresAt())
                .as("max_age from the fetch")
                .isEqualTo(NOW.plus(Duration.ofMinutes(1)));
    }

    @Test
    void anAnswerIsFreshBeforeItExpiresOnly() {
        TlsPolicy policy = of(secureMx(NO_TLSA), NO_STS);
        assertThat(policy.isFresh(policy.expiresAt().minusMillis(1))).isTrue();
        assertThat(policy.isFresh(policy.expiresAt())).isFalse();
    }

    @Test
    void onlyADecisionMakesADifferenceToMailServers() {
        TlsPolicy policy = of(secureMx(NO_TLSA), NO_STS);
        assertThat(policy.answersLike(of(secureMx(NO_TLSA, NO_TLSA), NO_STS).withVersion(7)))
                .isTrue();
        assertThat(policy.answersLike(of(secureMx(NO_TLSA), ENFORCED))).isFalse();
        assertThat(policy.answersLike(of(secureMx(NO_TLSA), TESTING)))
                .as("the same reply for another reason is a change to tell")
                .isFalse();
    }

    private static TlsPolicy of(Route route, StsState sts) {
        return TlsPolicy.of(DOMAIN, route, sts, MixedPolicy.DANE, NOW);
    }
}
