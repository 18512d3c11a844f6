package org.mailkeep.report.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.mail.Proof.Signer;
import org.mailkeep.report.mail.SignedMail.Check;

/** RFC 6376 §6.1 with the additions of RFC 8301, RFC 8463 and RFC 8460 §3. */
class SignedMailTest {

    private static final Instant NOW = Instant.parse("2026-11-20T06:00:00Z");
    private static final KeyPair RSA = Keys.rsa(2048);
    private static final KeyPair ED25519 = Keys.ed25519();

    /** RFC 8463 appendix A.3. */
    private static final String RFC_8463 = """
            DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=brisbane; t=1528637909; h=from : to :
             subject : date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
             Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
            DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
             d=football.example.com; i=@football.example.com;
             q=dns/txt; s=test; t=1528637909; h=from : to : subject :
             date : message-id : from : subject : date;
             bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
             b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
             DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
             dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
            From: Joe SixPack <joe@football.example.com>
            To: Suzie Q <suzie@shopping.example.net>
            Subject: Is dinner ready?
            Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
            Message-ID: <20030712040037.46341.5F8J@football.example.com>

            Hi.

            We lost the game.  Are you hungry yet?

            Joe.

            """;

    /** RFC 8463 appendix A.2. */
    private static final String RFC_8463_ED25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final String RFC_8463_RSA = "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR"
            + "iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC"
            + "DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3"
            + "Ip3G+2kryOTIKT+l/K4w3QIDAQAB";

    @Test
    void theVectorsOfRfc8463Hold() {
        for (String lineEnds : List.of("\r\n", "\n")) {
            SignedMail mail = SignedMail.of(body(RFC_8463.replace("\n", lineEnds)), NOW);

            assertThat(mail.candidates()).hasSize(2);
            for (DkimSignature signature : mail.candidates()) {
                String key = signature.keyType().equals("rsa") ? RFC_8463_RSA : RFC_8463_ED25519;
                assertThat(mail.check(signature, List.of(key)))
                        .isEqualTo(new Check.Holds(new Signer(DomainName.of("football.example.com"), false)));
            }
        }
    }

    static final String MAIL = """
            From: TLS reports <noreply@reports.example>
            To: tlsrpt@mailkeep.example
            Subject: Report Domain: mailkeep.example Submitter: reports.example Report-ID: <1>
            TLS-Report-Domain: mailkeep.example
            TLS-Report-Submitter: reports.example
            MIME-Version: 1.0
            Content-Type: text/plain

            The  report \t follows. \s
            Grüße

            """.replace("\n", "\r\n");

    private static byte[] signed(KeyPair pair) {
        return new DkimSigner(DomainName.of("reports.example"), "s1", pair.getPrivate())
                .sign(MAIL.getBytes(UTF_8), NOW);
    }

    @Test
    void whatWeSignHolds() {
        for (KeyPair pair : List.of(RSA, ED25519)) {
            SignedMail mail = SignedMail.of(Body.of(signed(pair)), NOW);

            assertThat(mail.candidates()).singleElement().satisfies(signature -> {
                assertThat(signature.keyName()).contains(DomainName.of("s1._domainkey.reports.example"));
                assertThat(mail.check(signature, List.of(Keys.record(pair)))).isInstanceOf(Check.Holds.class);
            });
        }
    }

    @Test
    void linesOfASignatureAreAsShortAsRfc5322Section211Has() {
        assertThat(new String(signed(RSA), UTF_8).lines().takeWhile(line -> !line.startsWith("From")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(998));
    }

    static Stream<Arguments> keys() {
        String rsa = Keys.record(RSA);
        return Stream.of(
                good("RFC 6376 §3.6.1: v=, k= and s= are optional", rsa.replace("v=DKIM1; k=rsa; ", "")),
                good("RFC 6376 §3.6.1: a key for e-mail", rsa + "; s=email"),
                good("RFC 8460 §3: a key for TLS reports", rsa + "; s=tlsrpt"),
                good("RFC 6376 §3.6.1: SHA-256 is among the hashes", rsa + "; h=sha1:sha256"),
                bad("RFC 6376 §3.6.1: a key for something else", rsa + "; s=calendar"),
                bad("RFC 6376 §3.6.1: a signer that only tests", rsa + "; t=y"),
                bad("RFC 6376 §3.6.1: another hash", rsa + "; h=sha1"),
                bad("RFC 6376 §3.6.1: a revoked key", "v=DKIM1; k=rsa; p="),
                bad("RFC 6376 §3.6.1: another version", rsa.replace("DKIM1", "DKIM2")),
                bad("RFC 6376 §3.6.1: no key at all", "v=spf1 -all"),
                bad("RFC 6376 §6.1.3: the key of somebody else", Keys.record(Keys.rsa(2048))),
                bad("RFC 8463 §4: another type of key", Keys.record(ED25519)),
                bad("not Base64", "v=DKIM1; p=%%%%"));
    }

    private static Arguments good(String rule, String record) {
        return Arguments.of(rule, record, true);
    }

    private static Arguments bad(String rule, String record) {
        return Arguments.of(rule, record, false);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("keys")
    void theKeyInDnsDecides(String rule, String record, boolean holds) {
        SignedMail mail = SignedMail.of(Body.of(signed(RSA)), NOW);

        Check check = mail.check(mail.candidates().getFirst(), List.of(record));

        assertThat(check instanceof Check.Holds).as(rule).isEqualTo(holds);
    }

    @Test
    void aShortRsaKeyDoesNotCount() {
        // RFC 8301 §3.2.
        KeyPair weak = Keys.rsa(512 + 256);
        SignedMail mail = SignedMail.of(Body.of(signed(RSA)), NOW);

        assertThat(mail.check(mail.candidates().getFirst(), List.of(Keys.record(weak))))
                .isInstanceOf(Check.Fails.class);
        assertThatThrownBy(() -> new DkimSigner(DomainName.of("reports.example"), "s1", weak.getPrivate()))
                .hasMessageContaining("1024");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("the body", true, mail -> mail.replace("follows", "FOLLOWS")),
                change("something after the body", true, mail -> mail + "more\r\n"),
                change("a signed field", true, mail -> mail.replace("To: tlsrpt", "To: other")),
                change("a second From (RFC 6376 §8.15)", true, mail -> "From: x@reports.example\r\n" + mail),
                change(
                        "spaces and case of names, relaxed (RFC 6376 §3.4.2)",
                        false,
                        mail -> mail.replace("Subject: ", "SUBJECT:  ")),
                change("empty lines at the end (RFC 6376 §3.4.4)", false, mail -> mail + "\r\n\r\n"),
                change("a field that is not signed", false, mail -> "Received: from x\r\n" + mail));
    }

    private static Arguments change(String what, boolean breaks, UnaryOperator<String> change) {
        return Arguments.of(what, breaks, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void aChangeOnTheWayBreaksTheSignature(String what, boolean breaks, UnaryOperator<String> change) {
        String arrived = change.apply(new String(signed(RSA), UTF_8));
        SignedMail mail = SignedMail.of(Body.of(arrived.getBytes(UTF_8)), NOW);

        boolean holds = mail.candidates().stream()
                .anyMatch(one -> mail.check(one, List.of(Keys.record(RSA))) instanceof Check.Holds);

        assertThat(holds).as(what).isEqualTo(!breaks);
    }

    static Stream<Arguments> noCandidates() {
        return Stream.of(
                Arguments.of("RFC 8460 §3: l=", "s1;", "s1; l=3;", "l="),
                Arguments.of("RFC 8301 §3.1: SHA-1", "rsa-sha256", "rsa-sha1", "SHA-256"),
                Arguments.of("RFC 6376 §3.5: expired", "s1;", "s1; x=1700000000;", "expired"),
                Arguments.of("RFC 6376 §3.5: made in the future", "t=1", "t=9", "future"),
                Arguments.of("RFC 8460 §3: another domain", "d=reports.example", "d=evil.example", "domain"),
                Arguments.of("a top-level domain", "d=reports.example", "d=example", "domain"),
                Arguments.of("RFC 6376 §5.4: From is not signed", "h=from:from:to", "h=to", "cannot be read"),
                Arguments.of("RFC 6376 §3.5: v=2", "v=1;", "v=2;", "cannot be read"),
                Arguments.of("an unknown algorithm", "rsa-sha256", "foo-sha256", "algorithm"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noCandidates")
    void signaturesThatCannotCountAreNotAskedFor(String rule, String from, String to, String reason) {
        String arrived = new String(signed(RSA), ISO_8859_1).replaceFirst(from, to);

        SignedMail mail = SignedMail.of(Body.of(arrived.getBytes(ISO_8859_1)), NOW);

        assertThat(mail.candidates()).as(rule).isEmpty();
        assertThat(mail.objection()).contains(reason);
    }

    @Test
    void soManySignaturesAreLookedAt() {
        String one = new String(signed(RSA), ISO_8859_1);
        String signature = one.substring(0, one.indexOf("From:"));

        SignedMail mail = SignedMail.of(body(signature.repeat(50) + MAIL), NOW);

        assertThat(mail.candidates()).hasSize(SignedMail.MAX_SIGNATURES);
    }

    @Test
    void aMailWithoutSignatureIsNotSigned() {
        SignedMail mail = SignedMail.of(body(MAIL), NOW);

        assertThat(mail.candidates()).isEmpty();
        assertThat(mail.objection()).isEqualTo("the mail bears no DKIM signature");
    }

    @Property(tries = 500)
    void anyBytesAreAMail(@ForAll @Size(max = 300) byte[] noise) {
        byte[] mail = new byte[noise.length + 60];
        byte[] start = "From: a@b.example\r\nDKIM-Signature: v=1; a=rsa-sha256; d=".getBytes(UTF_8);
        System.arraycopy(start, 0, mail, 0, start.length);
        System.arraycopy(noise, 0, mail, 60, noise.length);

        SignedMail signed = SignedMail.of(Body.of(mail), NOW);

        signed.candidates()
                .forEach(one -> assertThat(signed.check(one, List.of("p=AAAA"))).isInstanceOf(Check.Fails.class));
    }

    @Property(tries = 300)
    void whatIsSignedHoldsWhateverTheBody(@ForAll String text) {
        byte[] mail = ("From: a@reports.example\r\n\r\n" + text).getBytes(UTF_8);
        byte[] signed = new DkimSigner(DomainName.of("reports.example"), "s1", ED25519.getPrivate()).sign(mail, NOW);

        SignedMail arrived = SignedMail.of(Body.of(signed), NOW);

        assertThat(arrived.check(arrived.candidates().getFirst(), List.of(Keys.record(ED25519))))
                .isInstanceOf(Check.Holds.class);
    }

    private static Body body(String mail) {
        return Body.of(mail.getBytes(UTF_8));
    }
}
