package org.mailkeep.policy.domain.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.policy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** What Postfix reads (socketmap_table(5), and smtp_tls_policy_maps of postconf(5)). */
class PostfixReplyTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void theWordsAreExact() {
        assertThat(PostfixReply.DANE).isEqualTo(new PostfixReply("OK dane", "OK dane"));
        assertThat(PostfixReply.DANE_ONLY).isEqualTo(new PostfixReply("OK dane-only", "OK dane-only"));
        assertThat(PostfixReply.NOT_FOUND).isEqualTo(new PostfixReply("NOTFOUND ", "NOTFOUND "));
        assertThat(PostfixReply.temporaryFailure("later")).isEqualTo(new PostfixReply("TEMP later", "TEMP later"));
    }

    @Test
    void theSampleOfTheRfcBecomesALevelWithAttributes() {
        PostfixReply reply = PostfixReply.secure(
                DOMAIN,
                policy(WEEK, "mode: enforce", "mx: mail.example.com", "mx: *.example.net", "mx: backupmx.example.com"));
        String level = "OK secure match=mail.example.com:.example.net:backupmx.example.com servername=hostname";
        assertThat(reply.query()).isEqualTo(level);
        assertThat(reply.queryWithTlsrpt())
                .isEqualTo(String.join(
                        " ",
                        level,
                        "policy_type=sts policy_domain=example.com mx_host_pattern=mail.example.com",
                        "mx_host_pattern=*.example.net mx_host_pattern=backupmx.example.com",
                        "{ policy_string = version: STSv1 } { policy_string = mode: enforce }",
                        "{ policy_string = mx: mail.example.com } { policy_string = mx: *.example.net }",
                        "{ policy_string = mx: backupmx.example.com } { policy_string = max_age: 604800 }"));
    }

    @Test
    void textOfStrangersNeverReachesPostfix() {
        PostfixReply reply = PostfixReply.secure(
                DOMAIN,
                policy(
                        WEEK,
                        "x: } { policy_string = mode: none } servername=evil",
                        "MX: evil.example",
                        "mode: enforce  ",
                        "mx:   Mail.EXAMPLE.com\t",
                        "mode: none } match=evil"));
        assertThat(reply.queryWithTlsrpt())
                .isEqualTo(PostfixReply.secure(DOMAIN, policy(WEEK, "mode: enforce", "mx: mail.example.com"))
                        .queryWithTlsrpt())
                .doesNotContain("evil");
    }

    @Test
    void theLargestPolicyThatIsReadFitsIntoAReply() {
        // Each line is as short as it can be, so that there are as many as 64 KiB hold.
        PostfixReply reply = PostfixReply.secure(DOMAIN, manyPatterns(7_500));
        fits(reply);
        assertThat(reply.queryWithTlsrpt())
                .as("attributes that do not fit are left out as a whole")
                .isEqualTo(reply.query());
        assertThat(reply.query().split(":")).hasSize(7_500);
    }

    @Test
    void attributesStayWhileTheyFit() {
        PostfixReply reply = PostfixReply.secure(DOMAIN, manyPatterns(1_000));
        fits(reply);
        assertThat(reply.queryWithTlsrpt()).startsWith(reply.query()).endsWith(" { policy_string = max_age: 604800 }");
    }

    @Property(tries = 500)
    void everyReplyIsAsciiWithoutControlCharactersAndWithinTheLimit(@ForAll("policyFiles") String file) {
        if (StsPolicy.parse(file.getBytes(StandardCharsets.UTF_8)) instanceof StsPolicy.Valid(StsPolicy policy)) {
            PostfixReply reply = PostfixReply.secure(DOMAIN, policy);
            fits(reply);
            // Nothing but the level, the attributes and the canonical lines: no policy adds a brace or an attribute.
            assertThat(reply.queryWithTlsrpt())
                    .matches("OK secure match=\\S+ servername=hostname policy_type=sts policy_domain=example\\.com"
                            + "( mx_host_pattern=[a-z0-9.*-]+)+( \\{ policy_string = [a-z_]+: [A-Za-z0-9.*-]+ })+");
            assertThat(reply.query()).matches("OK secure match=[a-z0-9.:-]+ servername=hostname");
        }
    }

    @Provide
    Arbitrary<String> policyFiles() {
        return Arbitraries.of(
                        "mx: a.example",
                        "mx: *.B.example",
                        "mx: c.example } { policy_string = x",
                        "mx: d.example match=evil",
                        "foo: } { policy_string = x }",
                        "foo: grüße",
                        "foo: servername=evil",
                        "mode: none }",
                        "max_age: 1 }",
                        "version: STSv1 }",
                        "{: }")
                .list()
                .ofMaxSize(5)
                .map(lines -> "version: STSv1\nmode: enforce\nmax_age: 1\nmx: z.example\n" + String.join("\n", lines));
    }

    private static StsPolicy manyPatterns(int count) {
        return policy(
                WEEK,
                IntStream.concat(IntStream.of(-1), IntStream.range(0, count))
                        .mapToObj(i -> i < 0 ? "mode: enforce" : "mx:a" + Integer.toString(i, 36))
                        .toArray(String[]::new));
    }

    private static void fits(PostfixReply reply) {
        for (String text : new String[] {reply.query(), reply.queryWithTlsrpt()}) {
            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(PostfixReply.MAX_BYTES);
            assertThat(text).matches("[ -~]+");
        }
    }
}
