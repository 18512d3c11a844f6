package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.DEAD;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.ENFORCED;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.NO_STS;
import static org.mailkeep.policy.domain.Facts.NO_TLSA;
import static org.mailkeep.policy.domain.Facts.TESTING;
import static org.mailkeep.policy.domain.Facts.UNKNOWN;
import static org.mailkeep.policy.domain.Facts.UNUSABLE;
import static org.mailkeep.policy.domain.Facts.USABLE;
import static org.mailkeep.policy.domain.Facts.WITHDRAWN;
import static org.mailkeep.policy.domain.Facts.insecureMx;
import static org.mailkeep.policy.domain.Facts.mx;
import static org.mailkeep.policy.domain.Facts.noMail;
import static org.mailkeep.policy.domain.Facts.noSuchDomain;
import static org.mailkeep.policy.domain.Facts.secureMx;
import static org.mailkeep.policy.domain.Facts.undetermined;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.mtasts.StsState;

/** DANE before MTA-STS (RFC 8461 §2): which rule decides what. */
class CombinationTest {

    private static final String SECURE = "OK secure match=.example.com servername=hostname";

    @Test
    void usableTlsaRecordsAtEveryHostOfASecureListMeanDaneOnly() {
        for (StsState sts : List.of(NO_STS, TESTING, WITHDRAWN, ENFORCED)) { // RFC 8461 §2: MTA-STS never overrides
            decides(Rule.DANE_ALL_HOSTS, secureMx(USABLE), sts, "OK dane-only");
            decides(Rule.DANE_ALL_HOSTS, secureMx(USABLE, USABLE), sts, "OK dane-only");
            decides(Rule.DANE_ALL_HOSTS, mx(true, Collections.nCopies(40, USABLE)), sts, "OK dane-only");
        }
    }

    @Test
    void someTlsaRecordsMeanDane() {
        decides(Rule.DANE_SOME_HOSTS, secureMx(USABLE, NO_TLSA), NO_STS, "OK dane");
        decides(
                Rule.DANE_SOME_HOSTS,
                secureMx(USABLE, UNUSABLE),
                NO_STS,
                "OK dane"); // dane-only would refuse the latter
        decides(Rule.DANE_SOME_HOSTS, secureMx(UNUSABLE, NO_TLSA), NO_STS, "OK dane");
        decides(Rule.DANE_SOME_HOSTS, secureMx(USABLE, NO_TLSA), TESTING, "OK dane");
        decides(Rule.DANE_SOME_HOSTS, secureMx(USABLE, NO_TLSA), WITHDRAWN, "OK dane");
        decides(Rule.DANE_UNUSABLE, secureMx(UNUSABLE), NO_STS, "OK dane"); // Postfix then encrypts (RFC 7672 §2.2)
        decides(Rule.DANE_UNUSABLE, secureMx(UNUSABLE, UNUSABLE), TESTING, "OK dane");
    }

    @Test
    void tlsaRecordsBehindAnInsecureListMeanDane() {
        // "dane-only" would make Postfix refuse the destination as not secured by DNSSEC.
        decides(Rule.DANE_INSECURE_MX, insecureMx(USABLE), NO_STS, "OK dane");
        decides(Rule.DANE_INSECURE_MX, insecureMx(USABLE, NO_TLSA), NO_STS, "OK dane");
        decides(Rule.DANE_INSECURE_MX, insecureMx(UNUSABLE), TESTING, "OK dane");
    }

    @Test
    void anEnforcedPolicyCountsWhereNoTlsaRecordDoes() {
        decides(Rule.STS_ENFORCE, secureMx(NO_TLSA), ENFORCED, SECURE);
        decides(Rule.STS_ENFORCE, insecureMx(NO_TLSA), ENFORCED, SECURE);
        decides(Rule.STS_ENFORCE, secureMx(UNUSABLE), ENFORCED, SECURE);
        decides(Rule.STS_ENFORCE, secureMx(UNUSABLE, NO_TLSA), ENFORCED, SECURE);
        decides(Rule.STS_INSECURE_MX, insecureMx(USABLE), ENFORCED, SECURE);
        decides(Rule.STS_INSECURE_MX, insecureMx(USABLE, NO_TLSA), ENFORCED, SECURE);
        decides(Rule.STS_INSECURE_MX, insecureMx(UNUSABLE), ENFORCED, SECURE);
    }

    @Test
    void aMixedSetUnderAnEnforcedPolicyIsTheOperatorsChoice() {
        for (Route route : List.of(secureMx(USABLE, NO_TLSA), secureMx(USABLE, UNUSABLE), secureMx(NO_TLSA, USABLE))) {
            decides(Rule.MIXED_AS_DANE, route, ENFORCED, "OK dane", MixedPolicy.DANE);
            decides(Rule.MIXED_AS_SECURE, route, ENFORCED, SECURE, MixedPolicy.SECURE);
        }
        assertThat(Rule.MIXED_AS_DANE.text()).as("the loss is stated").contains("lose the authentication");
        assertThat(Rule.MIXED_AS_SECURE.text()).as("the loss is stated").contains("TLSA records are not checked");
    }

    @Test
    void otherwiseThereIsNoPolicy() {
        for (Route route : List.of(secureMx(NO_TLSA), insecureMx(NO_TLSA, NO_TLSA))) {
            decides(Rule.NO_POLICY, route, NO_STS, "NOTFOUND ");
            decides(Rule.STS_TESTING, route, TESTING, "NOTFOUND ");
            decides(Rule.STS_NONE, route, WITHDRAWN, "NOTFOUND ");
        }
        decides(Rule.NO_MAIL, noMail(), NO_STS, "NOTFOUND ");
        decides(Rule.NO_SUCH_DOMAIN, noSuchDomain(), NO_STS, "NOTFOUND ");
        decides(Rule.NO_SUCH_DOMAIN, noSuchDomain(), TESTING, "NOTFOUND ");
    }

    @Test
    void anExpiredPolicyIsNone() {
        var later = NOW.plus(Duration.ofDays(8));
        assertThat(Combination.decide(DOMAIN, secureMx(NO_TLSA), ENFORCED, MixedPolicy.DANE, later)
                        .rule())
                .isEqualTo(Rule.NO_POLICY);
    }

    @Test
    void aDeadHostWeakensNothingAndBlocksNothing() {
        decides(Rule.DANE_ALL_HOSTS, secureMx(USABLE, DEAD), NO_STS, "OK dane-only");
        decides(Rule.DANE_UNUSABLE, secureMx(UNUSABLE, DEAD), NO_STS, "OK dane");
        decides(Rule.STS_ENFORCE, secureMx(NO_TLSA, DEAD), ENFORCED, SECURE);
        decides(Rule.NO_POLICY, insecureMx(DEAD, NO_TLSA), NO_STS, "NOTFOUND ");
        decides(Rule.NO_REACHABLE_HOST, secureMx(DEAD, DEAD), NO_STS, "NOTFOUND ");
        decides(Rule.HOSTS_UNKNOWN, secureMx(UNKNOWN, DEAD), NO_STS, "TEMP ");
    }

    @Test
    void anEnforcedPolicyStandsThoughNoHostIsSeen() {
        decides(Rule.STS_NO_HOST_SEEN, secureMx(DEAD), ENFORCED, SECURE);
        decides(Rule.STS_NO_HOST_SEEN, insecureMx(DEAD), ENFORCED, SECURE);
        decides(Rule.STS_NO_HOST_SEEN, noMail(), ENFORCED, SECURE);
        decides(Rule.STS_NO_HOST_SEEN, noSuchDomain(), ENFORCED, SECURE);
    }

    @Test
    void aHostThatCouldNotBeAskedIsNoHostWithoutTlsa() {
        // RFC 7672 §2.1.1. What this means for every possible truth: TempFailTest.
        decides(Rule.DANE_ALL_HOSTS, secureMx(USABLE, UNKNOWN), NO_STS, "OK dane-only");
        decides(Rule.DANE_ALL_HOSTS, secureMx(USABLE, UNKNOWN), ENFORCED, "OK dane-only");
        decides(Rule.DANE_SOME_HOSTS, secureMx(UNKNOWN, NO_TLSA), NO_STS, "OK dane");
        decides(Rule.DANE_SOME_HOSTS, secureMx(UNKNOWN, UNUSABLE), NO_STS, "OK dane");
        decides(Rule.DANE_INSECURE_MX, insecureMx(UNKNOWN, NO_TLSA), NO_STS, "OK dane");
        decides(Rule.STS_TLSA_UNKNOWN, secureMx(UNKNOWN, NO_TLSA), ENFORCED, SECURE);
        decides(Rule.STS_INSECURE_MX, insecureMx(UNKNOWN), ENFORCED, SECURE);
        decides(Rule.HOSTS_UNKNOWN, secureMx(UNKNOWN), NO_STS, "TEMP ");
        decides(Rule.HOSTS_UNKNOWN, secureMx(UNKNOWN, UNKNOWN), ENFORCED, "TEMP ");
        decides(Rule.HOSTS_UNKNOWN, insecureMx(UNKNOWN), NO_STS, "TEMP ");
    }

    @Test
    void withoutTheListOfHostsMailWaits() {
        for (StsState sts : List.of(NO_STS, TESTING, WITHDRAWN, ENFORCED)) {
            decides(Rule.MX_UNKNOWN, undetermined(), sts, "TEMP ");
        }
    }

    @Test
    void aHostThatIsAddressedDirectlyHasDaneOnly() {
        host(USABLE, Rule.DANE_ALL_HOSTS, "OK dane-only");
        host(UNUSABLE, Rule.DANE_UNUSABLE, "OK dane");
        host(NO_TLSA, Rule.NO_POLICY, "NOTFOUND ");
        host(DEAD, Rule.NO_REACHABLE_HOST, "NOTFOUND ");
        host(UNKNOWN, Rule.HOSTS_UNKNOWN, "TEMP ");
    }

    private static void decides(Rule rule, Route route, StsState sts, String reply) {
        for (MixedPolicy mixed : MixedPolicy.values()) {
            decides(rule, route, sts, reply, mixed);
        }
    }

    private static void decides(Rule rule, Route route, StsState sts, String reply, MixedPolicy mixed) {
        Decision decision = Combination.decide(DOMAIN, route, sts, mixed, NOW);
        assertThat(decision.rule()).as("%s with %s", route, sts).isEqualTo(rule);
        isReply(decision, reply);
    }

    private static void host(HostVerdict verdict, Rule rule, String reply) {
        Decision decision = Combination.decide(verdict);
        assertThat(decision.rule()).isEqualTo(rule);
        isReply(decision, reply);
    }

    private static void isReply(Decision decision, String reply) {
        assertThat(decision.reply().query())
                .isEqualTo(reply.equals("TEMP ") ? reply + decision.rule().text() : reply);
    }
}
