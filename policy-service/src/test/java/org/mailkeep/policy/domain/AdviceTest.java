package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

class AdviceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
    private static final DomainName DOMAIN = new DomainName("example.com");
    private static final DomainName MX = new DomainName("mx.example.com");
    private static final TlsaRecord GOOD = new TlsaRecord(3, 1, 1, "ab".repeat(32));
    private static final TlsaRecord BAD = new TlsaRecord(1, 1, 1, "ab".repeat(32));
    private static final StsState OFF = new StsState.Off("no _mta-sts record", LATER);

    @Test
    void theRemedyOfTheRuleComesFirst() {
        assertThat(advice(new HostVerdict.Usable(MX, List.of(GOOD)), OFF))
                .containsExactly(Rule.DANE_ALL_HOSTS.remedy());
    }

    @Test
    void aTlsaRecordThatCannotBeUsedIsNamed() {
        assertThat(advice(new HostVerdict.Usable(MX, List.of(GOOD, BAD)), OFF))
                .containsExactly(
                        Rule.DANE_ALL_HOSTS.remedy(),
                        "mx.example.com: remove a TLSA record that cannot be used (certificate usage 1 is not used"
                                + " with SMTP).");
    }

    @Test
    void aHostWithoutTlsaIsNamedUnlessMtaStsProtectsIt() {
        var without = new HostVerdict.NoTlsa("the addresses of the host are not signed");

        assertThat(advice(without, OFF))
                .contains("mx.example.com: publish TLSA records in a signed zone (the addresses of the host are not"
                        + " signed).");
        assertThat(advice(without, active(Duration.ofDays(14), "mx.example.com")))
                .containsExactly(Rule.STS_ENFORCE.remedy());
    }

    @Test
    void aHostThatIsBrokenIsNamed() {
        assertThat(advice(new HostVerdict.TempFail("the TLSA records could not be looked up"), OFF))
                .contains("mx.example.com: mend its name servers (the TLSA records could not be looked up).");
        assertThat(advice(new HostVerdict.Unreachable("the host has no address"), OFF))
                .contains("mx.example.com: remove the MX record (the host has no address).");
    }

    @Test
    void aHostThatThePolicyForgotIsNamed() {
        assertThat(advice(new HostVerdict.NoTlsa("none"), active(Duration.ofDays(14), "mail.example.com")))
                .contains("mx.example.com: add it to the mx lines of the MTA-STS policy, which it is not in.");
    }

    @Test
    void aShortLifeIsNamed() {
        assertThat(advice(new HostVerdict.NoTlsa("none"), active(Duration.ofHours(23), "mx.example.com")))
                .contains("Raise the max_age of the MTA-STS policy to weeks (RFC 8461 §3.2).");
    }

    @Test
    void aPolicyThatCannotBeHadIsNamed() {
        var failure = new StsState.FailedFetch("1", StsFailureType.FETCH_ERROR, "the status is not 200", LATER);

        assertThat(advice(new HostVerdict.NoTlsa("none"), new StsState.Unavailable(failure, LATER)))
                .contains("Mend the MTA-STS policy that DNS announces: the status is not 200.");
    }

    private static List<String> advice(HostVerdict verdict, StsState sts) {
        var route = new Route.Hosts(List.of(new Route.Host(new MxHost(MX, 10), verdict)), true, false, LATER);
        return Advice.of(TlsPolicy.of(DOMAIN, route, sts, MixedPolicy.DANE, NOW), NOW);
    }

    private static StsState active(Duration maxAge, String mx) {
        var policy = new StsPolicy(StsPolicy.Mode.ENFORCE, List.of(new MxPattern(new DomainName(mx), false)), maxAge);
        return new StsState.Active(policy, "1", NOW, Optional.empty(), LATER);
    }
}
