package org.mailkeep.contracts.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

class ReportUriTest {

    @Test
    void aHostTakesTheReports() {
        good("mailto:tls@example.com", "example.com");
        good("MAILTO:tls@Example.COM", "example.com"); // RFC 3986 §3.1: schemes match without regard to case
        good("mailto:tls%2Breports@example.com", "example.com"); // RFC 6068 §2: percent-encoded
        good("mailto:tls@example.com?subject=x", "example.com");
        good("https://r.example/a?b=c", "r.example");
    }

    @Test
    void otherwiseNobodyDoes() {
        bad("tls@example.com");
        bad("mailto:");
        bad("mailto:a@b@");
        bad("mailto:a%2Cb@example.com x");
        bad("http://example.com/");
        bad("https:///path");
        bad("https://192.0.2.1/"); // a host name is wanted, no address
        bad("");
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(ReportUri.listOf(text)).hasSizeBetween(1, ReportUri.MAX_URIS);
    }

    private static void good(String text, String host) {
        assertThat(ReportUri.of(text).receiver()).as(text).contains(new DomainName(host));
    }

    private static void bad(String text) {
        assertThat(ReportUri.of(text).usable()).as(text).isFalse();
    }
}
