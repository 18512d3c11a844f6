package org.mailkeep.policy.domain.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;

/** The policy file (RFC 8461 §3.2). */
class StsPolicyTest {

    private static final String REST = "mode: enforce\nmx: mail.example.com\nmax_age: 604800\n";

    @Test
    void theSampleOfTheRfcIsRead() {
        StsPolicy policy = good(String.join(
                "\r\n",
                "version: STSv1",
                "mode: enforce",
                "mx: mail.example.com",
                "mx: *.example.net",
                "mx: backupmx.example.com",
                "max_age: 604800",
                ""));
        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.mx())
                .map(MxPattern::toString)
                .containsExactly("mail.example.com", "*.example.net", "backupmx.example.com");
        assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(policy.allows(DomainName.of("mx1.example.net"))).isTrue();
        assertThat(policy.allows(DomainName.of("mx1.example.com"))).isFalse();
    }

    @Test
    void linesEndWithLfOrCrlfAndBlankOnesAreTolerated() {
        good("version: STSv1\n" + REST);
        good("version: STSv1\r\nmode: enforce\nmx: mail.example.com\r\nmax_age: 604800"); // mixed, the last one open
        good("\n\r\nversion: STSv1\n \t \n" + REST + "\r\n\n");
        bad("version: STSv1\r" + REST, "control character"); // a bare CR ends no line
        bad("version: STSv1\n\r\r\n" + REST, "name: value"); // and makes no blank line
        bad("version: STSv1\n\f\n" + REST, "name: value");
        bad("version: STSv1\u2028" + REST, "version is not");
    }

    @Test
    void whiteSpaceStandsAfterTheColonAndAtTheEndOfALine() {
        good("version:STSv1\nmode:\t enforce \t\nmx:mail.example.com \nmax_age:  1\n");
        bad("version : STSv1\n" + REST, "name: value"); // sts-policy-field-delim = ":" *WSP
        bad(" version: STSv1\n" + REST, "name: value");
        bad("version:\u00a0STSv1\n" + REST, "version is not");
    }

    @Test
    void theFieldsMayComeInAnyOrder() {
        // sts-policy-record is any sequence of fields: nothing in §3.2 asks for the version first.
        good(REST + "version: STSv1\n");
        good("max_age: 1\nmx: a.example\nfoo: bar\nmode: testing\nversion: STSv1");
    }

    @Test
    void versionModeAndMaxAgeAreRequired() {
        bad("", "no version");
        bad(REST, "no version");
        bad("version: STSv1\nmx: a.example\nmax_age: 1\n", "no mode");
        bad("version: STSv1\nmode: enforce\nmx: a.example\n", "no max_age");
        bad("version: STSv2\n" + REST, "version is not");
        bad("version: stsv1\n" + REST, "version is not"); // %s"STSv1"
        bad("Version: STSv1\n" + REST, "no version"); // %s"version"
        bad("version: STSv1\nmode: Enforce\nmx: a.example\nmax_age: 1\n", "mode is not");
        bad("version: STSv1\nmode: report\nmx: a.example\nmax_age: 1\n", "mode is not");
        bad("version: STSv1\nmode: enforce testing\nmx: a.example\nmax_age: 1\n", "mode is not");
    }

    @Test
    void mxIsRequiredUnlessTheModeIsNone() {
        bad("version: STSv1\nmode: enforce\nmax_age: 1\n", "no mx");
        bad("version: STSv1\nmode: testing\nmax_age: 1\n", "no mx");
        assertThat(good("version: STSv1\nmode: none\nmax_age: 1\n").mx()).isEmpty();
        assertThat(good("version: STSv1\nmode: none\nmx: a.example\nmax_age: 1\n")
                        .mx())
                .hasSize(1);
    }

    @Test
    void everyMxMustBeAPattern() {
        // What a pattern is: MxPatternTest. One that is none spoils the whole policy, in any mode.
        for (String mx : List.of("192.0.2.1", "[::1]", "bücher.example", ".example.com", "*.", "a.*.example")) {
            bad("version: STSv1\nmx: " + mx + "\n" + REST, "an mx is neither");
            bad("version: STSv1\nmode: none\nmax_age: 1\nmx: " + mx, "an mx is neither");
        }
        bad("version: STSv1\nmx:\n" + REST, "value is empty");
        bad("version: STSv1\nmx: a.example }{ policy_string = x\n" + REST, "an mx is neither");
        assertThat(good("version: STSv1\nmx: MAIL.example.com\n" + REST).mx())
                .as("the same name twice, in another case")
                .hasSize(1);
    }

    @Test
    void maxAgeIsOneToTenDigitsAndCapped() {
        maxAge("0", 0);
        maxAge("1", 1);
        maxAge("0000604800", 604_800);
        maxAge("31557600", 31_557_600);
        maxAge("31557601", 31_557_600);
        maxAge("9999999999", 31_557_600); // more than 32 bits
        for (String value :
                List.of("10000000000", "00000000001", "-1", "+1", "1.0", "1e3", "0x10", "1 d", "٣", "1,000")) {
            bad("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: " + value, "max_age is not");
        }
    }

    @Test
    void ofARepeatedFieldTheFirstOneCountsButForMx() {
        StsPolicy policy = good("version: STSv1\nmode: testing\nmax_age: 2\nversion: STSv9\n" + REST);
        assertThat(policy.mode()).isEqualTo(Mode.TESTING);
        assertThat(policy.maxAge()).isEqualTo(Duration.ofSeconds(2));
        bad("version: STSv9\nversion: STSv1\n" + REST, "version is not");
        bad("version: STSv1\nmode: report\n" + REST, "mode is not");
    }

    @Test
    void unknownFieldsAreIgnoredWhileTheirLinesAreWellFormed() {
        good("version: STSv1\nfoo: bar\n" + REST);
        good("version: STSv1\n9_-.x: mode: none\n" + REST); // a colon within a value
        good("version: STSv1\nfoo: grüße {} policy_string = x\n" + REST); // UTF8-2, and any visible character
        good("version: STSv1\n" + "n".repeat(32) + ": x\n" + REST);
        bad("version: STSv1\n" + "n".repeat(33) + ": x\n" + REST, "name: value");
        bad("version: STSv1\n_foo: x\n" + REST, "name: value");
        bad("version: STSv1\nfoo\n" + REST, "name: value");
        bad("version: STSv1\n# a comment\n" + REST, "name: value");
        bad("version: STSv1\n: x\n" + REST, "name: value");
        bad("version: STSv1\nfoo:\n" + REST, "value is empty"); // sts-policy-ext-value has at least one character
        bad("version: STSv1\nfoo: a\0b\n" + REST, "control character");
        bad("version: STSv1\nfoo: a\tb\n" + REST, "control character"); // only %x20 within a value
        bad("version: STSv1\nfoo: a\u007fb\n" + REST, "control character");
        bad("\ufeffversion: STSv1\n" + REST, "name: value"); // a byte order mark is no part of the grammar
        bad("<html><body>Not found</body></html>", "name: value");
    }

    @Test
    void bytesThatAreNoUtf8AreNoPolicy() {
        byte[] body = ("version: STSv1\nfoo: \u00fc\n" + REST).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(StsPolicy.parse(body)).isEqualTo(new StsPolicy.Invalid("the policy is not UTF-8 text"));
    }

    @Test
    void aFileIsBoundedInSizeAndReadInLinearTime() {
        String start = "version: STSv1\nmode: enforce\nmax_age: 1\nmx: a.example\n";
        int room = StsPolicy.MAX_BYTES - start.length();
        good(start + "\n".repeat(room));
        bad(start + "\n".repeat(room + 1), "larger than 65536 bytes");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            good(start + "x: a" + " ".repeat(room - 5) + "b");
            good(start + "x:" + " ".repeat(room - 3) + "b");
            good(start + "x: " + "a\u00a0".repeat(room / 4));
            bad(start + " ".repeat(room - 1) + "x", "name: value");
            bad(start + "n".repeat(room), "name: value");
            bad(start + "\t ".repeat(room / 2 - 1) + ":", "name: value");
            good(start + "mx:b.c\n".repeat(room / 7));
        });
    }

    @Property(tries = 500)
    void noBytesMakeItThrow(@ForAll byte[] body) {
        assertThat(StsPolicy.parse(body)).isNotNull();
    }

    @Property(tries = 1000)
    void whateverIsReadIsAPolicyAndReadsBack(@ForAll("nearlyPolicies") String file) {
        if (StsPolicy.parse(file.getBytes(StandardCharsets.UTF_8)) instanceof StsPolicy.Valid(StsPolicy policy)) {
            assertThat(policy.maxAge()).isBetween(Duration.ZERO, StsPolicy.MAX_MAX_AGE);
            assertThat(policy.mode() == Mode.NONE || !policy.mx().isEmpty()).isTrue();
            assertThat(good(policy.format())).isEqualTo(policy);
        }
    }

    @Property(tries = 500)
    void whatIsFormattedReadsBackToTheSamePolicy(@ForAll("policies") StsPolicy policy) {
        assertThat(good(policy.format())).isEqualTo(policy);
    }

    @Provide
    Arbitrary<String> nearlyPolicies() {
        return Arbitraries.of(
                        "version: STSv1",
                        "mode: enforce",
                        "mode: none",
                        "mode: testing",
                        "max_age: 86400",
                        "max_age: 9999999999",
                        "mx: a.example",
                        "mx: *.B.example",
                        "mx: 192.0.2.1",
                        "foo: bar",
                        " ",
                        "mx:c.example \t",
                        "version: STSv2",
                        "foo: {}\u00fc",
                        "\0",
                        "mode")
                .list()
                .ofMaxSize(7)
                .map(lines -> "version: STSv1\nmode: enforce\r\n" + String.join("\n", lines) + "\nmax_age: 1");
    }

    @Provide
    Arbitrary<StsPolicy> policies() {
        Arbitrary<MxPattern> patterns = Combinators.combine(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(63)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((labels, wildcard) -> new MxPattern(DomainName.of(String.join(".", labels)), wildcard));
        return Combinators.combine(
                        Arbitraries.of(Mode.class),
                        patterns.list().uniqueElements().ofMinSize(1).ofMaxSize(20),
                        Arbitraries.longs().between(0, StsPolicy.MAX_MAX_AGE.toSeconds()))
                .as((mode, mx, maxAge) -> new StsPolicy(mode, mx, Duration.ofSeconds(maxAge)));
    }

    private static void maxAge(String written, long seconds) {
        assertThat(good("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: " + written)
                        .maxAge())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    private static StsPolicy good(String file) {
        return switch (StsPolicy.parse(file.getBytes(StandardCharsets.UTF_8))) {
            case StsPolicy.Valid(StsPolicy policy) -> policy;
            case StsPolicy.Invalid(String why) -> throw new AssertionError(why + " in: " + file);
        };
    }

    private static void bad(String file, String why) {
        assertThat(StsPolicy.parse(file.getBytes(StandardCharsets.UTF_8)))
                .as(file)
                .isInstanceOfSatisfying(
                        StsPolicy.Invalid.class,
                        invalid -> assertThat(invalid.why()).contains(why));
    }
}
