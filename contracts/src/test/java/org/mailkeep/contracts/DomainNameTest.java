package org.mailkeep.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DomainNameTest {

    @Test
    void namesAreReadAsPeopleAndMailServersWriteThem() {
        good("example.com", "example.com");
        good("Example.COM.", "example.com");
        good("bücher.example", "xn--bcher-kva.example");
        good("BÜCHER.example", "xn--bcher-kva.example");
        good("_mta-sts.example.com", "_mta-sts.example.com");
        good("a".repeat(63) + ".example", "a".repeat(63) + ".example");
        good("localhost", "localhost");
        good("例え。テスト", "xn--r8jz45g.xn--zckzah"); // IDNA's ideographic full stop separates labels
    }

    @Test
    void whatIsNoNameIsRefusedWithTheReason() {
        bad("", "empty");
        bad(".", "empty");
        bad("a..b", "label is empty");
        bad(".example.com", "label is empty");
        bad("a".repeat(64) + ".example", "longer than 63");
        bad("a.".repeat(127) + "example", "longer than 253");
        bad("exa mple.com", "something else");
        bad("example.com\n", "something else");
        bad("{example}.com", "something else");
        bad("-a.example", "hyphen");
        bad("a-.example", "hyphen");
        bad("192.0.2.1", "all digits");
        bad("2001:db8::1", "something else");
        bad("straße.example", "two domains"); // RFC 5894 §7.2: strasse or xn--strae-oqa
        bad("x".repeat(100_000), "longer than 253");
    }

    @Test
    void aNameKnowsItsChildrenAndItsParent() {
        DomainName name = DomainName.of("example.com");
        assertThat(name.child("_mta-sts")).hasToString("_mta-sts.example.com");
        assertThat(name.parent()).contains(DomainName.of("com"));
        assertThat(DomainName.of("com").parent()).isEmpty();
    }

    @Property
    void noTextMakesItThrowAnythingButItsOwnError(@ForAll String text) {
        DomainName.parse(text)
                .ifPresent(name -> assertThat(DomainName.of(name.value())).isEqualTo(name));
    }

    private static void good(String text, String value) {
        assertThat(DomainName.of(text).value()).isEqualTo(value);
    }

    private static void bad(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DomainName.of(text))
                .withMessageContaining(why);
        assertThat(DomainName.parse(text)).isEmpty();
    }
}
