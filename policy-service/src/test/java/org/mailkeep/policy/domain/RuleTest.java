package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RuleTest {

    @Property
    void everyRuleDecidesSomething(@ForAll Rule rule) {
        assertThat(RuleExamples.decidedBy(rule).rule()).isEqualTo(rule);
    }

    @Property
    void aRuleNamesItsSourceAndSpeaksInSentences(@ForAll Rule rule) {
        assertThat(rule.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(rule.source()).matches("RFC [0-9]{4} §[0-9.]+(, RFC [0-9]{4} §[0-9.]+)*");
        assertThat(rule.text()).endsWith(".").matches("[ -~]+");
        assertThat(rule.remedy()).endsWith(".").matches("[ -~]+");
    }

    @Test
    void idsAndSentencesTellRulesApart() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Rule.values()).map(Rule::text)).doesNotHaveDuplicates();
    }

    @Property
    void theEffectAgreesWithTheReply(@ForAll Rule rule) {
        String reply = RuleExamples.decidedBy(rule).reply().query();
        assertThat(reply)
                .matches(
                        switch (rule.effective()) {
                            case DANE -> "OK dane-only";
                            case STS -> "OK secure .*";
                            case MIXED -> "OK (dane|secure .*)";
                            case NONE -> "NOTFOUND ";
                            case TEMPFAIL -> "TEMP .*";
                        });
    }
}
