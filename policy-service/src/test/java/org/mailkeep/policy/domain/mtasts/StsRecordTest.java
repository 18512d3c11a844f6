package org.mailkeep.policy.domain.mtasts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The TXT record at _mta-sts.domain (RFC 8461 §3.1). */
class StsRecordTest {

    @Test
    void aRecordAnnouncesItsId() {
        good("v=STSv1; id=20160831085700Z;", "20160831085700Z"); // §3.1, the example
        good("v=STSv1;id=1", "1"); // white space is optional, and so is the last semicolon
        good("v=STSv1 ;\tid=1 \t; ", "1"); // sts-field-delim = *WSP ";" *WSP
        good("v=STSv1; id=" + "a".repeat(32), "a".repeat(32)); // 1*32
        good("v=STSv1; id=AbC09", "AbC09"); // ids keep their case
    }

    @Test
    void extensionsAreSkippedWhereverTheyStand() {
        good("v=STSv1; foo=bar; id=1", "1"); // "the order of other fields is not significant"
        good("v=STSv1; id=1; f_-.9=~!:<>"); // sts-ext-name, sts-ext-value
        good("v=STSv1; id=1; " + "n".repeat(32) + "=x"); // at most 32 characters
        good("v=STSv1; ID=2; id=1", "1"); // %s"id": another name
    }

    @Test
    void ofARepeatedFieldTheFirstOneCounts() {
        good("v=STSv1; id=1; id=2", "1"); // §3.2
        bad("v=STSv1; id=-; id=2", "not 1 to 32");
    }

    @Test
    void aRecordThatBreaksTheGrammarIsNone() {
        bad("v=STSv1;", "no id");
        bad("v=STSv1; ", "no id");
        bad("v=STSv1; foo=bar", "no id");
        bad("v=STSv1; id=", "name=value"); // 1*32
        bad("v=STSv1; id=" + "a".repeat(33), "not 1 to 32");
        bad("v=STSv1; id=a-b", "not 1 to 32"); // ALPHA / DIGIT
        bad("v=STSv1; id=a b", "name=value");
        bad("v=STSv1; id=ä", "name=value");
        bad("v=STSv1; id = 1", "name=value"); // no white space around "="
        bad("v=STSv1;; id=1", "name=value"); // a field between two semicolons
        bad("v=STSv1; id=1;;", "name=value"); // one delimiter may end the record
        bad("v=STSv1; id=1 ", "white space"); // *WSP only beside a semicolon
        bad("v=STSv1; id=1; foo", "name=value");
        bad("v=STSv1; id=1; foo=", "name=value");
        bad("v=STSv1; id=1; foo=a=b", "name=value"); // "=" is no sts-ext-value character
        bad("v=STSv1; id=1; _foo=x", "name=value"); // starts with a letter or digit
        bad("v=STSv1; id=1; " + "n".repeat(33) + "=x", "name=value");
        bad("v=STSv1; id=1\r\n", "name=value");
        bad("v=STSv1; id=1; foo=\0", "name=value");
        bad("v=STSv1;\u00a0id=1", "name=value"); // WSP is blank and tabulator
    }

    @Test
    void whatDoesNotStartAsARecordIsDiscarded() {
        absent();
        absent("");
        absent("v=spf1 -all");
        absent("v=STSv1"); // no delimiter, so at least one field is missing
        absent("v=STSv10; id=1");
        absent("V=STSv1; id=1"); // %s"v=STSv1" is case-sensitive
        absent("v=stsv1; id=1");
        absent(" v=STSv1; id=1"); // "MUST begin with the sts-version field"
        absent("id=1; v=STSv1;");
        absent("v = STSv1; id=1");
    }

    @Test
    void exactlyOneRecordCounts() {
        assertThat(StsRecord.of(List.of("v=spf1 -all", "v=STSv1; id=1", "")))
                .as("others are discarded before counting")
                .isEqualTo(new StsRecord.Announced("1"));
        assertThat(StsRecord.of(List.of("v=STSv1; id=1", "v=STSv1; id=2"))).isInstanceOf(StsRecord.Invalid.class);
        assertThat(StsRecord.of(List.of("v=STSv1; id=1", "v=STSv1; broken")))
                .as("a broken one counts too")
                .isInstanceOf(StsRecord.Invalid.class);
    }

    @Property(tries = 500)
    void noTextMakesItThrow(@ForAll List<String> records) {
        assertThat(StsRecord.of(records)).isNotNull();
    }

    @Property(tries = 1000)
    void whatIsAnnouncedIsAlwaysAnId(@ForAll("nearlyRecords") String record) {
        if (StsRecord.of(List.of(record)) instanceof StsRecord.Announced(String id)) {
            assertThat(id).matches("[A-Za-z0-9]{1,32}");
            assertThat(record).contains("id=" + id);
        }
    }

    @Provide
    Arbitrary<String> nearlyRecords() {
        return Arbitraries.of("v=STSv1", ";", "; ", " ;", "id=", "id=1", "a=b", "=", " ", "\t", "\n", "x", "ü", "\0")
                .list()
                .ofMaxSize(8)
                .map(parts -> "v=STSv1;" + String.join("", parts));
    }

    private static void good(String record) {
        good(record, "1");
    }

    private static void good(String record, String id) {
        assertThat(StsRecord.of(List.of(record))).as(record).isEqualTo(new StsRecord.Announced(id));
    }

    private static void bad(String record, String why) {
        assertThat(StsRecord.of(List.of(record)))
                .as(record)
                .isInstanceOfSatisfying(
                        StsRecord.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains(why));
    }

    private static void absent(String... records) {
        assertThat(StsRecord.of(List.of(records))).isEqualTo(new StsRecord.Absent());
    }
}
