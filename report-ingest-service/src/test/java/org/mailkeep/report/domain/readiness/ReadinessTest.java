package org.mailkeep.report.domain.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mailkeep.report.domain.readiness.Evidence.Failures;
import org.mailkeep.report.domain.readiness.Evidence.Sessions;
import org.mailkeep.report.domain.readiness.Readiness.Obstacle;
import org.mailkeep.report.domain.readiness.Readiness.Verdict;

class ReadinessTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-01");

    @Test
    void twoCleanWeeksAreReady() {
        Readiness readiness = Readiness.of(Mechanism.MTA_STS, new Evidence(days("sts", 14), List.of()));
        assertThat(readiness.verdict()).isEqualTo(Verdict.READY);
        assertThat(readiness.sessions()).isEqualTo(140);
        assertThat(readiness.cleanDays()).isEqualTo(14);
        assertThat(readiness.obstacles()).isEmpty();
    }

    @Test
    void oneBlockedSessionStartsTheCountAnew() {
        var failure = new Failures(DAY.plusDays(20), "b", "sts", "mx1.a.example", "certificate-expired", 3);
        Readiness readiness = Readiness.of(Mechanism.MTA_STS, new Evidence(days("sts", 30), List.of(failure)));
        assertThat(readiness.verdict()).isEqualTo(Verdict.NOT_YET);
        assertThat(readiness.blocked()).isEqualTo(3);
        assertThat(readiness.cleanDays()).isEqualTo(9);
        assertThat(readiness.obstacles())
                .containsExactly(
                        new Obstacle.Blocked("mx1.a.example", "certificate-expired", 3, Set.of("b"), DAY.plusDays(20)),
                        new Obstacle.TooFewCleanDays(9, Readiness.CLEAN_DAYS_NEEDED));
        assertThat(readiness.senders().keySet()).containsExactly("b", "a");
    }

    @Test
    void withoutASessionThatWasHeldToItNothingIsKnown() {
        Readiness readiness = Readiness.of(Mechanism.DANE, new Evidence(days("sts", 30), List.of()));
        assertThat(readiness.verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(readiness.obstacles()).containsExactly(new Obstacle.NothingReported());
    }

    @Test
    void aDetailWithoutSessionsBlocksNothing() {
        var none = new Failures(DAY.plusDays(20), "b", "sts", "mx1.a.example", "certificate-expired", 0);
        Readiness readiness = Readiness.of(Mechanism.MTA_STS, new Evidence(days("sts", 14), List.of(none)));
        assertThat(readiness.verdict()).isEqualTo(Verdict.READY);
    }

    @Test
    void whatWouldBeBlocked() {
        // RFC 8461 §5; RFC 7672 §2.2; §3.3 of RFC 8461 delivers without a policy that cannot be had.
        blocks(Mechanism.MTA_STS, "sts", "certificate-expired", true);
        blocks(Mechanism.MTA_STS, "sts", "certificate-host-mismatch", true);
        blocks(Mechanism.MTA_STS, "sts", "starttls-not-supported", true);
        blocks(Mechanism.MTA_STS, "no-policy-found", "starttls-not-supported", true);
        blocks(Mechanism.MTA_STS, "no-policy-found", "validation-failure", false);
        blocks(Mechanism.MTA_STS, "sts", "sts-policy-fetch-error", false);
        blocks(Mechanism.MTA_STS, "tlsa", "certificate-expired", false);
        blocks(Mechanism.MTA_STS, "sts", "made-up-type", true);
        blocks(Mechanism.DANE, "tlsa", "tlsa-invalid", true);
        blocks(Mechanism.DANE, "tlsa", "dnssec-invalid", true);
        blocks(Mechanism.DANE, "no-policy-found", "starttls-not-supported", true);
        blocks(Mechanism.DANE, "tlsa", "sts-webpki-invalid", false);
        blocks(Mechanism.DANE, "sts", "certificate-expired", false);
    }

    @Test
    void mailThatGetsThroughUnprotectedIsCountedApart() {
        var failure = new Failures(DAY, "a", "sts", "", "sts-policy-fetch-error", 7);
        Readiness readiness = Readiness.of(Mechanism.MTA_STS, new Evidence(days("sts", 30), List.of(failure)));
        assertThat(readiness.unprotected()).isEqualTo(7);
        assertThat(readiness.verdict()).isEqualTo(Verdict.READY);
    }

    private static void blocks(Mechanism mechanism, String policyType, String resultType, boolean expected) {
        assertThat(mechanism.blocks(policyType, resultType))
                .as("%s under %s: %s", mechanism, policyType, resultType)
                .isEqualTo(expected);
    }

    private static List<Sessions> days(String policyType, int count) {
        var days = new ArrayList<Sessions>();
        for (int i = 0; i < count; i++) {
            days.add(new Sessions(DAY.plusDays(i), "a", policyType, 10));
        }
        return days;
    }
}
