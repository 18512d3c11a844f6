package org.mailkeep.policy.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;

class PolicyDocumentTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");
    private static final Duration LIFE = Duration.ofMinutes(5);

    @Test
    void everyKindOfPolicyComesBackAsItWas() {
        comesBack(SamplePolicies.dane("dane.example", NOW, LIFE));
        comesBack(SamplePolicies.sts("sts.example", Mode.ENFORCE, NOW, LIFE));
        comesBack(SamplePolicies.sts("sts.example", Mode.TESTING, NOW, LIFE));
        comesBack(SamplePolicies.none("none.example", NOW, LIFE));
        comesBack(SamplePolicies.noMail("nomail.example", NOW, LIFE));
        comesBack(SamplePolicies.noSuchDomain("nx.example", NOW, LIFE));
        comesBack(SamplePolicies.tempFail("fail.example", NOW, LIFE));
    }

    @Test
    void fieldsOfANewerVersionAreSkipped() {
        TlsPolicy policy = SamplePolicies.dane("dane.example", NOW, LIFE);
        String json = PolicyDocument.write(policy).replaceFirst("\\{", "{\"new\":[1],");
        assertThat(PolicyDocument.read(json, policy.domain(), 0)).contains(policy);
    }

    @Test
    void whatIsUnreadableIsUnknown() {
        unknown("{}");
        unknown("[");
        unknown("null");
        unknown(PolicyDocument.write(SamplePolicies.dane("dane.example", NOW, LIFE))
                .replace("\"usable\"", "\"of-a-later-version\""));
        unknown(PolicyDocument.write(SamplePolicies.sts("sts.example", Mode.ENFORCE, NOW, LIFE))
                .replace("STSv1", "STSv2"));
    }

    private static void comesBack(TlsPolicy policy) {
        TlsPolicy stored = policy.withVersion(7);
        assertThat(PolicyDocument.read(PolicyDocument.write(stored), stored.domain(), 7))
                .contains(stored);
    }

    private static void unknown(String json) {
        assertThat(PolicyDocument.read(json, new DomainName("any.example"), 1)).isEmpty();
    }
}
