package org.mailkeep.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void wholeNumbersAreRead() throws Refusal {
        good("0", 0);
        good("5326", 5326);
        good("-0", 0);
        // RFC 7159 §6: the same number in other forms.
        good("1.0", 1);
        good("12e2", 1200);
        good("1000000000000", Counts.MAX);
        good("0e999999999", 0);
    }

    @Test
    void everythingElseIsRefused() {
        bad("-1", "negative");
        bad("1.5", "whole");
        bad("1e-5", "whole");
        bad("1000000000001", "too large");
        bad("9223372036854775808", "too large"); // 2^63
        bad("18446744073709551617", "too large"); // 2^64 + 1, which wraps round to 1
        bad("1e400", "too large");
        bad("1e999999999", "too large");
        bad("1e99999999999", "not a number");
        bad("NaN", "not a number");
        bad("Infinity", "not a number");
        bad("", "not a number");
        bad("0x10", "not a number");
        bad("1".repeat(41), "sensible length");
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 0, max = Counts.MAX) long count) throws Refusal {
        assertThat(Counts.of(Long.toString(count), Place.ROOT)).isEqualTo(count);
    }

    private static void good(String literal, long count) throws Refusal {
        assertThat(Counts.of(literal, Place.ROOT)).as(literal).isEqualTo(count);
    }

    private static void bad(String literal, String why) {
        assertThatThrownBy(() -> Counts.of(literal, Place.ROOT.member("count")))
                .as(literal)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("$.count")
                .hasMessageContaining(why);
    }
}
