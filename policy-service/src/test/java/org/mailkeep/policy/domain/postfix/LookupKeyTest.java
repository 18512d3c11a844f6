package org.mailkeep.policy.domain.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

/** What Postfix asks about (smtp_tls_policy_maps of postconf(5)). */
class LookupKeyTest {

    @Test
    void aNextHopWithoutBracketsIsADomain() {
        domain("example.com", "example.com");
        domain("Example.COM", "example.com"); // smtp(8) folds case, postmap(1) does not
        domain("example.com.", "example.com");
        domain("bücher.example", "xn--bcher-kva.example"); // U-labels arrive as UTF-8
        domain("example.com:587", "example.com");
        domain("example.com:submission", "example.com");
        domain("localhost", "localhost");
    }

    @Test
    void aNextHopInBracketsIsAHost() {
        host("[mx.example]", "mx.example", 25);
        host("[MX.Example.]", "mx.example", 25);
        host("[mx.example]:587", "mx.example", 587);
        host("[bücher.example]:25", "xn--bcher-kva.example", 25);
        host("[mx.example]:65535", "mx.example", 65535);
        host("[mx.example]:smtp", "mx.example", 25);
        host("[mx.example]:Submission", "mx.example", 587);
        host("[mx.example]:submissions", "mx.example", 465);
        host("[mx.example]:smtps", "mx.example", 465);
    }

    @Test
    void parentsAreNotLookedUp() {
        other(".example.com"); // Postfix tries them after NOTFOUND; a policy covers one domain (RFC 8461 §3.4)
        other(".com");
        other(".");
        other("。example.com"); // an ideographic full stop
    }

    @Test
    void addressesHaveNoPolicy() {
        other("192.0.2.1");
        other("[192.0.2.1]");
        other("[192.0.2.1]:25");
        other("2001:db8::1");
        other("[2001:db8::1]");
        other("[::1]:25");
        other("[IPv6:2001:db8::1]");
    }

    @Test
    void whatIsNoNameOrNoPortHasNoPolicy() {
        other("");
        other("[]");
        other("[]:25");
        other("[mx.example");
        other("mx.example]");
        other("[[mx.example]]");
        other("[mx.example]x");
        other("[mx.example]:");
        other("example.com:");
        other("example.com:0");
        other("example.com:65536");
        other("example.com:100000");
        other("example.com:٣");
        other("example.com:25:25");
        other("example.com:http");
        other("exa mple.com");
        other("example.com\n");
        other("user@example.com");
        other("*.example.com");
        other("straße.example"); // can mean two domains
        other("a".repeat(10_000));
        other("\0");
    }

    @Property(tries = 500)
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(LookupKey.of(text)).isNotNull();
    }

    @Property(tries = 1000)
    void whatIsReadIsANameAndAPort(@ForAll("nearlyKeys") String text) {
        switch (LookupKey.of(text)) {
            case LookupKey.Domain(DomainName name) -> assertThat(name.value()).doesNotContain(":", "[", "]");
            case LookupKey.Host(DomainName name, int port) -> {
                assertThat(name.value()).doesNotContain(":", "[", "]");
                assertThat(port).isBetween(1, 65535);
            }
            case LookupKey.Other() -> {}
        }
    }

    @Provide
    Arbitrary<String> nearlyKeys() {
        return Arbitraries.of("[", "]", ":", "a", ".", "example", "25", "99999", "smtp", "ü", " ", "[mx.example]")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    private static void domain(String text, String name) {
        assertThat(LookupKey.of(text)).as(text).isEqualTo(new LookupKey.Domain(DomainName.of(name)));
    }

    private static void host(String text, String name, int port) {
        assertThat(LookupKey.of(text)).as(text).isEqualTo(new LookupKey.Host(DomainName.of(name), port));
    }

    private static void other(String text) {
        assertThat(LookupKey.of(text)).as(text).isEqualTo(new LookupKey.Other());
    }
}
