package org.mailkeep.policy.domain.dmarc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.dmarc.Preference.NONE;
import static org.mailkeep.policy.domain.dmarc.Preference.QUARANTINE;
import static org.mailkeep.policy.domain.dmarc.Preference.REJECT;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dmarc.Evaluation.Alignment;
import org.mailkeep.policy.domain.dmarc.Evaluation.Verdict;

/** RFC 9989 §4.4 and §5.3. */
class EvaluationTest {

    private static final Zone RELAXED = new Zone().with("example.com", "v=DMARC1; p=reject");
    private static final Zone STRICT = new Zone().with("example.com", "v=DMARC1; p=reject; adkim=s; aspf=s");

    @Test
    void oneAlignedPassIsEnough() {
        passes(RELAXED, "example.com", "dkim=pass example.com");
        passes(RELAXED, "example.com", "spf=pass example.com");
        passes(RELAXED, "example.com", "spf=fail example.com", "dkim=pass other.net", "dkim=pass example.com");
        passes(RELAXED, "example.com", "dkim=pass mail.example.com"); // §4.4.1: the same organizational domain
        passes(RELAXED, "mail.example.com", "dkim=pass example.com");
        passes(RELAXED, "a.example.com", "spf=pass b.example.com");
        passes(STRICT, "example.com", "dkim=pass example.com"); // identical
    }

    @Test
    void withoutItThePreferenceApplies() {
        fails(RELAXED, REJECT, "example.com");
        fails(RELAXED, REJECT, "example.com", "dkim=fail example.com", "spf=softfail example.com");
        fails(RELAXED, REJECT, "example.com", "dkim=pass example.net");
        fails(RELAXED, REJECT, "example.com", "dkim=pass badexample.com");
        fails(RELAXED, REJECT, "example.com", "dkim=pass com");
        fails(STRICT, REJECT, "example.com", "dkim=pass mail.example.com");
        fails(STRICT, REJECT, "example.com", "spf=pass mail.example.com");
    }

    @Test
    void anotherOrganizationBelowDoesNotAlign() {
        var zone = new Zone().with("example.com", "v=DMARC1; p=reject").with("shop.example.com", "v=DMARC1; psd=n");
        fails(zone, REJECT, "example.com", "dkim=pass shop.example.com"); // §4.10.2: psd=n is a border
        passes(zone, "shop.example.com", "dkim=pass eu.shop.example.com");
    }

    @Test
    void testingAsksForOneStepLess() {
        fails(new Zone().with("example.com", "v=DMARC1; p=reject; t=y"), QUARANTINE, "example.com"); // §4.7, tag t
        fails(new Zone().with("example.com", "v=DMARC1; p=quarantine; t=y"), NONE, "example.com");
        fails(new Zone().with("example.com", "v=DMARC1; p=none; t=y"), NONE, "example.com");
    }

    @Test
    void subdomainsHaveTheirPreference() {
        var zone = new Zone().with("example.com", "v=DMARC1; p=none; sp=quarantine; np=reject");
        assertThat(evaluate(zone, Existence.EXISTS, "a.example.com").disposition())
                .isEqualTo(QUARANTINE);
        assertThat(evaluate(zone, Existence.MISSING, "a.example.com").disposition())
                .isEqualTo(REJECT);
        assertThat(evaluate(zone, Existence.UNKNOWN, "a.example.com").verdict()).isEqualTo(Verdict.TEMPERROR);
        assertThat(evaluate(zone, Existence.MISSING, "example.com").disposition())
                .as("np is not for the domain itself")
                .isEqualTo(NONE);
    }

    @Test
    void withoutPolicyDmarcDoesNotApply() {
        assertThat(evaluate(new Zone(), Existence.EXISTS, "example.com", "dkim=pass example.com")
                        .verdict())
                .isEqualTo(Verdict.NONE); // §4.10.1: MUST NOT apply
        assertThat(evaluate(new Zone().with("example.com", "v=DMARC1; p=x"), Existence.EXISTS, "example.com")
                        .verdict())
                .isEqualTo(Verdict.NONE);
    }

    @Test
    void whatFailsForNowNeitherPassesNorFails() {
        assertThat(evaluate(new Zone().failing("example.com"), Existence.EXISTS, "example.com")
                        .verdict())
                .isEqualTo(Verdict.TEMPERROR); // §5.3.6
        assertThat(evaluate(RELAXED, Existence.EXISTS, "example.com", "dkim=temperror example.com")
                        .verdict())
                .isEqualTo(Verdict.TEMPERROR);
        var broken = new Zone().with("example.com", "v=DMARC1; p=reject").failing("mail.example.com");
        assertThat(evaluate(broken, Existence.EXISTS, "example.com", "dkim=pass mail.example.com")
                        .verdict())
                .isEqualTo(Verdict.TEMPERROR);
        assertThat(evaluate(
                                broken,
                                Existence.EXISTS,
                                "example.com",
                                "dkim=pass mail.example.com",
                                "spf=pass example.com")
                        .verdict())
                .as("one aligned pass is enough")
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void everyResultHasItsAlignment() {
        assertThat(evaluate(
                                RELAXED,
                                Existence.EXISTS,
                                "example.com",
                                "spf=fail example.com",
                                "dkim=pass other.net",
                                "dkim=pass mail.example.com")
                        .identifiers())
                .extracting(Evaluation.Identifier::alignment)
                .containsExactly(Alignment.NOT_AUTHENTICATED, Alignment.NOT_ALIGNED, Alignment.ALIGNED);
    }

    @Test
    void onlyDomainsThatCanAlignAreWalked() {
        var message =
                message("example.com", "spf=fail a.example.com", "dkim=pass other.net", "dkim=pass b.example.com");
        assertThat(Evaluation.domainsToWalk(RELAXED.walk("example.com"), message))
                .containsExactly(new DomainName("b.example.com"));
        assertThat(Evaluation.domainsToWalk(STRICT.walk("example.com"), message))
                .isEmpty();
    }

    private static void passes(Zone zone, String from, String... results) {
        Evaluation evaluation = evaluate(zone, Existence.EXISTS, from, results);
        assertThat(evaluation.verdict()).as("%s %s", from, List.of(results)).isEqualTo(Verdict.PASS);
        assertThat(evaluation.disposition()).isEqualTo(NONE);
    }

    private static void fails(Zone zone, Preference disposition, String from, String... results) {
        Evaluation evaluation = evaluate(zone, Existence.EXISTS, from, results);
        assertThat(evaluation.verdict()).as("%s %s", from, List.of(results)).isEqualTo(Verdict.FAIL);
        assertThat(evaluation.disposition()).isEqualTo(disposition);
    }

    private static Evaluation evaluate(Zone zone, Existence existence, String from, String... results) {
        Authentication message = message(from, results);
        TreeWalk.Ended author = zone.walk(from);
        var walks = Evaluation.domainsToWalk(author, message).stream()
                .collect(Collectors.toMap(Function.identity(), domain -> zone.walk(domain.value())));
        return Evaluation.of(message, author, walks, existence);
    }

    /** Reads results as an Authentication-Results field has them: {@code dkim=pass example.com}. */
    private static Authentication message(String from, String... results) {
        return new Authentication(
                new DomainName(from),
                Arrays.stream(results).map(EvaluationTest::check).toList());
    }

    private static Authentication.Check check(String text) {
        String[] parts = text.split("[= ]", 3);
        return new Authentication.Check(
                parts[0].equals("spf") ? Authentication.Mechanism.SPF : Authentication.Mechanism.DKIM,
                new DomainName(parts[2]),
                Authentication.Result.parse(parts[1]).orElseThrow());
    }
}
