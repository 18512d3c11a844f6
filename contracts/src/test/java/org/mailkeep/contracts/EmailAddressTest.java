package org.mailkeep.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EmailAddressTest {

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        good("alice@example.com", "alice@example.com");
        good("Alice.Liddell@Example.COM", "alice.liddell@example.com"); // draft-koch §3.1: ASCII is folded
        good("a+tag@example.com", "a+tag@example.com");
        good("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~@example.com"); // RFC 5321 §4.1.2 atext
        good("alice@bücher.example", "alice@xn--bcher-kva.example");
        good("jörg@example.com", "jörg@example.com"); // RFC 6531 §3.3
        good("JÖRG@example.com", "jÖrg@example.com"); // only ASCII is folded
        good("l".repeat(64) + "@example.com", "l".repeat(64) + "@example.com");
    }

    @Test
    void whatIsNoAddressIsRefusedWithTheReason() {
        bad("", "no @");
        bad("alice", "no @");
        bad("@example.com", "empty");
        bad("alice@", "empty");
        bad("alice@example.com.", "final dot"); // RFC 5321 §4.1.2: a mailbox ends without one
        bad("alice@example..com", "label is empty");
        bad("alice@[192.0.2.1]", "something else"); // no address literals: nobody publishes a key for one
        bad(".alice@example.com", "dot");
        bad("alice.@example.com", "dot");
        bad("a..b@example.com", "dot");
        bad("a b@example.com", "quoting");
        bad("\"a b\"@example.com", "quoting");
        bad("a@b@example.com", "quoting");
        bad("<alice@example.com", "quoting");
        bad("alice\n@example.com", "quoting");
        bad("alice\u200b@example.com", "cannot be seen");
        bad("alice\u202e@example.com", "cannot be seen");
        bad("alice\ud800@example.com", "cannot be seen");
        bad("l".repeat(65) + "@example.com", "longer than 64"); // RFC 5321 §4.5.3.1.1
        bad("ö".repeat(33) + "@example.com", "longer than 64"); // octets, not characters
        bad("l".repeat(64) + "@" + "d".repeat(60) + "." + "d".repeat(60) + "." + "d".repeat(60) + ".example", "254");
        bad("x".repeat(100_000) + "@example.com", "longer than 254");
    }

    @Property
    void noTextMakesItThrowAnythingButItsOwnError(@ForAll String text) {
        EmailAddress.parse(text)
                .ifPresent(address ->
                        assertThat(EmailAddress.of(address.toString())).isEqualTo(address));
    }

    private static void good(String text, String value) {
        assertThat(EmailAddress.of(text)).hasToString(value);
    }

    private static void bad(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.of(text))
                .withMessageContaining(why);
    }
}
