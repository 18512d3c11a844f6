package org.mailkeep.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.mail.Proof.Signer;

/** RFC 8601: whose word on a mail counts, and what it is. */
class AuthenticationResultsTest {

    private static final String ID = "mx.ours.example";
    private static final String FROM = "From: a@reporter.example\r\n";

    static Stream<Arguments> fields() {
        return Stream.of(
                good("§2.2: one result", ID + "; dkim=pass header.d=reporter.example"),
                good("§2.2: a version", ID + " 1; dkim=pass header.d=reporter.example"),
                good("§2.2: any case", "MX.ours.EXAMPLE; DKIM=Pass HEADER.D=Reporter.Example"),
                good("§2.2: comments", ID + " (a;b); (c) dkim=pass (2048-bit key) header.d=reporter.example"),
                good("§2.2: folds", ID + ";\r\n\tdkim=pass\r\n\theader.d=reporter.example"),
                good(
                        "§2.2: among others",
                        ID + "; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=reporter.example"),
                bad("§2.5: another server", "mx.evil.example; dkim=pass header.d=reporter.example"),
                bad("§2.7.1: it failed", ID + "; dkim=fail header.d=reporter.example"),
                bad("§2.2: nothing was checked", ID + "; none"),
                bad("§2.2: within a comment", ID + "; (dkim=pass header.d=reporter.example)"),
                bad(
                        "§2.2: within a quoted string",
                        ID + "; spf=fail reason=\"x; dkim=pass header.d=reporter.example\""),
                bad("another method", ID + "; xdkim=pass header.d=reporter.example"));
    }

    private static Arguments good(String rule, String value) {
        return Arguments.of(rule, value, true);
    }

    private static Arguments bad(String rule, String value) {
        return Arguments.of(rule, value, false);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("fields")
    void theResultCounts(String rule, String value, boolean counts) {
        var results = read("Authentication-Results: " + value + "\r\n" + FROM);

        assertThat(results.signers())
                .as(rule)
                .isEqualTo(counts ? List.of(new Signer(DomainName.of("reporter.example"), false)) : List.of());
    }

    static Stream<Arguments> places() {
        String ours = "Authentication-Results: " + ID + "; dkim=pass header.d=reporter.example\r\n";
        String other = "Authentication-Results: mx.other.example; none\r\n";
        String received = "Received: from x\r\n";
        return Stream.of(
                Arguments.of("on top", ours + FROM, 1),
                Arguments.of("below the trace of this server", received + ours + FROM, 1),
                Arguments.of("two in a row", ours + ours + FROM, 2),
                Arguments.of("below another server's", other + ours + FROM, 0),
                Arguments.of("below others, after ours", ours + received + ours + FROM, 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void onlyTheTopmostCount(String where, String header, int count) {
        assertThat(read(header).signers()).as(where).hasSize(count);
    }

    @ParameterizedTest
    @MethodSource("authors")
    void dmarcIsForTheAuthorAlone(String from, boolean passes) {
        assertThat(read("Authentication-Results: " + ID + "; dmarc=pass header.from=" + from + "\r\n" + FROM)
                        .passesDmarc())
                .isEqualTo(passes);
    }

    static Stream<Arguments> authors() {
        return Stream.of(Arguments.of("reporter.example", true), Arguments.of("evil.example", false));
    }

    @Property(tries = 300)
    void anyTextIsRead(@ForAll String value) {
        assertThat(read("Authentication-Results: " + value.replace('\n', ' ') + "\r\n" + FROM)
                        .signers())
                .isEmpty();
    }

    private static AuthenticationResults read(String mail) {
        MailHeader header = MailHeader.of(Body.of((mail + "\r\nbody").getBytes(StandardCharsets.UTF_8)));
        return AuthenticationResults.of(header, ID, header.claim());
    }
}
