package org.mailkeep.keydir.domain.wkd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** RFC 9110 §8.8.3 and §13.1.2. */
class EntityTagTest {

    private static final EntityTag TAG = new EntityTag("abc");

    @Test
    void conditionsThatNameIt() {
        good("\"abc\"");
        good("*"); // §13.1.2: any current representation
        good(" * ");
        good("W/\"abc\""); // §8.8.3.2: weak comparison
        good("\"x\", \"abc\"");
        good("\"x\",W/\"abc\" , \"y\"");
        good("\"abc\"\"abc\"");
    }

    @Test
    void conditionsThatDoNot() {
        bad("", "nothing");
        bad("abc", "no quotes");
        bad("\"abcd\"", "a longer tag");
        bad("\"xabc\"", "a longer tag");
        bad("\"ABC\"", "tags have case");
        bad("w/\"abc\"", "W has case");
        bad("**", "no list");
        bad("x\"abc\"", "no list");
        bad("\"x\" ,".repeat(1000) + "\"abc\"", "longer than anybody sends");
    }

    @Test
    void theTagIsThatOfTheBytes() {
        var one = ServedKey.of("one".getBytes(StandardCharsets.US_ASCII));
        var again = ServedKey.of("one".getBytes(StandardCharsets.US_ASCII));
        var other = ServedKey.of("two".getBytes(StandardCharsets.US_ASCII));
        assertThat(one.tag()).isEqualTo(again.tag()).isNotEqualTo(other.tag());
        assertThat(one).isEqualTo(again).hasSameHashCodeAs(again).isNotEqualTo(other);
        // SHA-256 of "one", the first 16 octets: 7692c3ad3540bb803c020b3aee66cd88
        assertThat(one.tag().quoted()).isEqualTo("\"dpLDrTVAu4A8Ags67mbNiA\"");
        assertThat(one.size()).isEqualTo(3);
        assertThat(one.toArray()).asString(StandardCharsets.US_ASCII).isEqualTo("one");
    }

    private static void good(String condition) {
        assertThat(TAG.isNamedBy(condition)).as(condition).isTrue();
    }

    private static void bad(String condition, String why) {
        assertThat(TAG.isNamedBy(condition)).as(why).isFalse();
    }
}
