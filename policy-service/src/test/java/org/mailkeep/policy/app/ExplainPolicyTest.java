package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

class ExplainPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String DOMAIN = "example.com";

    @Test
    void thatDnsWouldNowMakeItAnotherAnswerIsSaid() {
        TlsPolicy served = SamplePolicies.dane(DOMAIN, NOW, LIFE);
        TlsPolicy seen = SamplePolicies.none(DOMAIN, NOW, LIFE);

        assertThat(ExplainPolicy.differentAnswer(served, served)).isEmpty();
        assertThat(ExplainPolicy.differentAnswer(served, seen))
                .hasValue("This answer is of 2026-11-23T12:00:00Z and stands until 2026-11-23T13:00:00Z. What DNS says"
                        + " now would make it another one, by the rule no-policy.");
    }

    @Test
    void thatAnotherMtaStsPolicyIsAnnouncedIsSaid() {
        TlsPolicy served = SamplePolicies.sts(DOMAIN, StsPolicy.Mode.ENFORCE, NOW, LIFE);

        assertThat(ExplainPolicy.otherPolicy(served, record("v=STSv1; id=id1"), NOW))
                .isEmpty();
        assertThat(ExplainPolicy.otherPolicy(served, record("v=STSv1; id=id7"), NOW))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("the id id7"));
        assertThat(ExplainPolicy.otherPolicy(served, new Lookup.TempFail<>("no answer"), NOW))
                .isEmpty();
    }

    private static Lookup<String> record(String text) {
        return new Lookup.Secure<>(List.of(text), new DomainName("_mta-sts." + DOMAIN), LIFE);
    }
}
