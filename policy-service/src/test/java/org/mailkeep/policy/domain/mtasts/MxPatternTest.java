package org.mailkeep.policy.domain.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

/** {@code sts-policy-mx-value = ["*."] Domain} (RFC 8461 §3.2) and what it matches (§4.1). */
class MxPatternTest {

    @Test
    void aPatternIsAHostOrAllHostsOneLabelBelowAName() {
        good("mail.example.com", "mail.example.com");
        good("*.example.net", "*.example.net");
        good("MAIL.Example.COM", "mail.example.com"); // names compare without regard to case
        good("*.EXAMPLE.net", "*.example.net");
        good("xn--bcher-kva.example", "xn--bcher-kva.example"); // "MUST specify the ... A-label"
        good("mail", "mail");
        good("*.com", "*.com");
        good("1.example", "1.example");
    }

    @Test
    void anythingElseIsNone() {
        bad("", "empty");
        bad("*", "no name below the wildcard");
        bad("*.", "no name below the wildcard");
        bad("*.*.example.com", "two wildcards");
        bad("a.*.example.com", "the wildcard is not the first label");
        bad("*a.example.com", "a wildcard within a label");
        bad("*example.com", "a wildcard within a label");
        bad(".example.com", "leading dot");
        bad("*..example.com", "empty label");
        bad("mail..example.com", "empty label");
        bad("mail.example.com.", "RFC 5321 Domain has no trailing dot");
        bad("192.0.2.1", "address literal");
        bad("*.2.0.192", "the remains of an address");
        bad("[192.0.2.1]", "address literal");
        bad("[::1]", "address literal");
        bad("2001:db8::1", "address literal");
        bad("[IPv6:2001:db8::1]", "address literal");
        bad("bücher.example", "U-label");
        bad("ｍail.example", "a full-width letter, which IDNA would map");
        bad("_mail.example.com", "no underscore in an RFC 5321 sub-domain");
        bad("-mail.example.com", "hyphen at the start");
        bad("mail-.example.com", "hyphen at the end");
        bad("mail.example.com mail2.example.com", "one a line");
        bad("mail.example.com,mail2.example.com", "one a line");
        bad("mail.example.com }", "a brace would end a Postfix attribute");
        bad("a".repeat(64) + ".example", "label too long");
        bad("a.".repeat(130) + "example", "name too long");
    }

    @Test
    void theWildcardStandsForExactlyOneLabel() {
        matches("mail.example.com", "mail.example.com");
        matches("*.example.com", "mail.example.com");
        matchesNot("*.example.com", "example.com");
        matchesNot("*.example.com", "a.mail.example.com");
        matchesNot("*.example.com", "mailexample.com");
        matchesNot("mail.example.com", "a.mail.example.com");
        matchesNot("mail.example.com", "example.com");
    }

    @Property(tries = 500)
    void noTextMakesItThrowAndWhatItReadsItWritesBack(@ForAll String text) {
        MxPattern.parse(text)
                .ifPresent(pattern ->
                        assertThat(MxPattern.parse(pattern.toString())).contains(pattern));
    }

    private static void good(String text, String canonical) {
        assertThat(MxPattern.parse(text)).as(text).map(MxPattern::toString).contains(canonical);
    }

    private static void bad(String text, String why) {
        assertThat(MxPattern.parse(text)).as("%s: %s", text, why).isEmpty();
    }

    private static void matches(String pattern, String host) {
        assertThat(MxPattern.parse(pattern).orElseThrow().matches(DomainName.of(host)))
                .as("%s allows %s", pattern, host)
                .isTrue();
    }

    private static void matchesNot(String pattern, String host) {
        assertThat(MxPattern.parse(pattern).orElseThrow().matches(DomainName.of(host)))
                .as("%s allows %s", pattern, host)
                .isFalse();
    }
}
