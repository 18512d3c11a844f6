package org.mailkeep.policy.domain.caa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.CaaRules.Verdict;

class CaaRulesTest {

    private static final DomainName CA = new DomainName("ca.example");

    @Test
    void theNamedIssuerMayIssueAndNobodyElse() {
        allowed("0 issue ca.example"); // RFC 8659 §4.2
        allowed("0 issue  CA.Example "); // *WSP, and names match without regard to case
        allowed("0 issue other.example", "0 issue ca.example"); // any one property is enough
        allowed("0 issue ca.example; account=230123"); // issuer-specific parameter
        allowed("0 ISSUE ca.example"); // §4.1: tags match without regard to case
        allowed("128 issue ca.example"); // critical, but known
        forbidden("no property names", "0 issue other.example");
        forbidden("no property names", "0 issue ;"); // §4.2: nobody may
        forbidden("no property names", "0 issue");
        forbidden("no property names", "0 issue sub.ca.example");
        forbidden("no property names", "0 issue %%%%%"); // §4.2: malformed is like empty
        forbidden("no property names", "0 issue ca.example; bad parameter");
        forbidden("no property names", "0 issue ca.example other.example");
    }

    @Test
    void withoutIssueEverybodyMay() {
        unrestricted("0 iodef mailto:security@example.com"); // §4.2: "does not contain any issue property"
        unrestricted("0 tbs Unknown"); // unknown, not critical: ignored
        unrestricted("0 issuewild ca.example"); // §4.3: issuewild says nothing of other names
        unrestricted();
    }

    @Test
    void anUnknownCriticalPropertyForbidsAll() {
        forbidden("critical", "128 tbs Unknown", "0 issue ca.example"); // §4.1, §4.5
    }

    @Test
    void issueWildGoesFirstForWildcards() {
        assertThat(wildcard("0 issue ca.example")).isInstanceOf(Verdict.Allowed.class); // §4.3
        assertThat(wildcard("0 issue ca.example", "0 issuewild ;")).isInstanceOf(Verdict.Forbidden.class);
        assertThat(wildcard("0 issue ;", "0 issuewild ca.example")).isInstanceOf(Verdict.Allowed.class);
        assertThat(permits("0 issue ca.example", "0 issuewild ;")).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void parametersOfRfc8657() {
        assertThat(permits(
                        "0 issue ca.example; accounturi=https://ca.example/acct/1; validationmethods=dns-01,http-01"))
                .isInstanceOfSatisfying(Verdict.Allowed.class, allowed -> {
                    assertThat(allowed.authorization().accountUri()).contains("https://ca.example/acct/1"); // §3
                    assertThat(allowed.authorization().validationMethods()).containsExactly("dns-01", "http-01"); // §4
                });
        forbidden("contradict", "0 issue ca.example; accounturi=https://a/1; accounturi=https://a/2"); // §3
        forbidden("contradict", "0 issue ca.example; accounturi=1"); // §3: a URI
        forbidden("contradict", "0 issue ca.example; validationmethods=a; validationmethods=b"); // §4
    }

    @Test
    void faultsAreTold() {
        assertThat(rules("0 issue ca.example").faults()).isEmpty();
        assertThat(rules("128 tbs x").faults()).singleElement().asString().contains("critical");
        assertThat(rules("0 tbs x").faults()).singleElement().asString().contains("ignored");
        assertThat(rules("0 issue c a").faults()).singleElement().asString().contains("allows nobody");
        assertThat(rules("0 iodef security@example.com").faults())
                .singleElement()
                .asString()
                .contains("iodef");
    }

    @Property(tries = 1000)
    void whatIsAllowedIsWritten(@ForAll("values") String value) {
        var rules = new CaaRules(List.of(new CaaRecord(0, "issue", value)));
        if (rules.permits(CA, false) instanceof Verdict.Allowed) {
            assertThat(value).containsIgnoringCase(CA.value());
        }
        assertThat(rules.unrestricted(false)).isFalse();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "ca.example", "CA.example", ";", "; ", "a=b", "=", " ", "\t", "-", "accounturi=", "\n", "é")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static void allowed(String... records) {
        assertThat(permits(records)).as("%s", List.of(records)).isInstanceOf(Verdict.Allowed.class);
    }

    private static void unrestricted(String... records) {
        assertThat(permits(records)).as("%s", List.of(records)).isInstanceOf(Verdict.Unrestricted.class);
    }

    private static void forbidden(String why, String... records) {
        assertThat(permits(records))
                .as("%s", List.of(records))
                .isInstanceOfSatisfying(
                        Verdict.Forbidden.class,
                        forbidden -> assertThat(forbidden.why()).contains(why));
    }

    private static Verdict permits(String... records) {
        return rules(records).permits(CA, false);
    }

    private static Verdict wildcard(String... records) {
        return rules(records).permits(CA, true);
    }

    private static CaaRules rules(String... records) {
        return new CaaRules(Arrays.stream(records).map(CaaRulesTest::record).toList());
    }

    /** Reads flags, tag and value. */
    private static CaaRecord record(String text) {
        String[] parts = text.split(" ", 3);
        return new CaaRecord(Integer.parseInt(parts[0]), parts[1], parts.length > 2 ? parts[2] : "");
    }
}
