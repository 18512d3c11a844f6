package org.mailkeep.policy.domain.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.dane.MailExchange;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.hosted.Lint.Finding;
import org.mailkeep.policy.domain.hosted.Lint.Severity;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** What is said about a policy before it is published. */
class LintTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final MailExchange ONE = mx("mx.example.com");
    private static final Optional<Boolean> PASSED = Optional.of(true);
    private static final Optional<Boolean> FAILED = Optional.of(false);

    @Test
    void aGoodPolicyHasNothingToBeSaidOf() {
        assertThat(lint(policy(WEEK, "enforce", "mx.example.com"), ONE, PASSED)).isEmpty();
        assertThat(lint(policy(WEEK, "enforce", "*.example.com"), mx("a.example.com", "b.example.com"), PASSED))
                .isEmpty();
        assertThat(lint(policy(Duration.ofHours(1), "none"), new MailExchange.NoMail(WEEK), FAILED))
                .as("to withdraw is always allowed")
                .isEmpty();
    }

    @Test
    void whatWouldHoldBackMailIsRefused() {
        refuses(
                "mx-not-allowed",
                policy(WEEK, "enforce", "mx.example.com"),
                mx("mx.example.com", "mx2.example.com"),
                PASSED);
        refuses("mx-not-allowed", policy(WEEK, "enforce", "*.example.com"), mx("a.b.example.com"), PASSED);
        refuses("probe-fails", policy(WEEK, "enforce", "mx.example.com"), ONE, FAILED);
        refuses(
                "no-such-domain",
                policy(WEEK, "enforce", "mx.example.com"),
                new MailExchange.NoSuchDomain(WEEK),
                PASSED);
        refuses("mx-unknown", policy(WEEK, "enforce", "mx.example.com"), new MailExchange.Undetermined("why"), PASSED);
    }

    @Test
    void whatIsOnlyUnwiseIsWarnedOf() {
        warns("mx-not-allowed", policy(WEEK, "testing", "mx.example.com"), mx("mx.example.com", "x.example"), PASSED);
        warns("pattern-unused", policy(WEEK, "enforce", "mx.example.com", "old.example.com"), ONE, PASSED);
        warns("max-age-short", policy(Duration.ofHours(23), "enforce", "mx.example.com"), ONE, PASSED);
        warns("not-probed", policy(WEEK, "enforce", "mx.example.com"), ONE, Optional.empty());
        warns("no-mail", policy(WEEK, "enforce", "mx.example.com"), new MailExchange.NoMail(WEEK), PASSED);
        assertThat(Lint.of(
                        new HostedDomain(
                                DOMAIN, policy(WEEK, "testing", "mx.example.com"), List.of(), List.of(), List.of()),
                        ONE,
                        PASSED))
                .extracting(Finding::rule)
                .containsExactly("no-reports");
    }

    private static void refuses(String rule, StsPolicy policy, MailExchange mx, Optional<Boolean> probe) {
        List<Finding> findings = lint(policy, mx, probe);
        assertThat(findings)
                .filteredOn(finding -> finding.severity() == Severity.REFUSE)
                .extracting(Finding::rule)
                .contains(rule);
        assertThat(Lint.allows(findings)).isFalse();
    }

    private static void warns(String rule, StsPolicy policy, MailExchange mx, Optional<Boolean> probe) {
        List<Finding> findings = lint(policy, mx, probe);
        assertThat(findings).extracting(Finding::rule).containsExactly(rule);
        assertThat(Lint.allows(findings)).isTrue();
    }

    private static List<Finding> lint(StsPolicy policy, MailExchange mx, Optional<Boolean> probe) {
        return Lint.of(
                new HostedDomain(DOMAIN, policy, List.of(), List.of("mailto:tls@example.com"), List.of()), mx, probe);
    }

    private static StsPolicy policy(Duration maxAge, String mode, String... patterns) {
        return Facts.policy(
                maxAge,
                Stream.concat(Stream.of("mode: " + mode), Stream.of(patterns).map(pattern -> "mx: " + pattern))
                        .toArray(String[]::new));
    }

    private static MailExchange mx(String... hosts) {
        return new MailExchange.Hosts(
                Stream.of(hosts)
                        .map(host -> new MxHost(DomainName.of(host), 10))
                        .toList(),
                true,
                false,
                WEEK);
    }
}
