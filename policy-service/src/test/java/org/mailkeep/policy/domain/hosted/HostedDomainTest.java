package org.mailkeep.policy.domain.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** What can be hosted at all. */
class HostedDomainTest {

    private static final DomainName DOMAIN = DomainName.of("example.com");
    private static final StsPolicy POLICY = Facts.policy(Duration.ofDays(7), "mode: testing", "mx: mx.example.com");

    @Test
    void reportsGoToMailAndWebAddresses() {
        good("mailto:tls-reports@example.com");
        good("https://reports.example.net/v1/tlsrpt");
        bad("http://reports.example.net/", "RFC 8460 §3: https or mailto");
        bad("mailto:", "no address");
        bad("mailto:a@example.com,mailto:b@example.com", "RFC 8460 §3: commas separate");
        bad("mailto:a@example.com;v=2", "a semicolon ends the field");
        bad("mailto:a@example.com\" \"x", "it would end the string of the TXT record");
        bad("mailto:a@example.com?x=" + "y".repeat(500), "too long");
    }

    @Test
    void authoritiesAreNamedByTheirIssuerDomain() {
        assertThat(hosted(List.of(), List.of("letsencrypt.org")).caaIssuers()).hasSize(1);
        assertThatThrownBy(() -> hosted(List.of(), List.of("Let's Encrypt"))).hasMessageContaining("CAA issuer");
        assertThatThrownBy(() -> hosted(List.of(), List.of("letsencrypt.org; accounturi=x")))
                .hasMessageContaining("CAA issuer");
    }

    @Test
    void aPolicyNeedsHostsUnlessItWithdraws() {
        var none = new StsPolicy(StsPolicy.Mode.NONE, List.of(), Duration.ofDays(1));
        assertThat(new HostedDomain(DOMAIN, none, List.of(), List.of(), List.of()).policy())
                .isEqualTo(none);
        var empty = new StsPolicy(StsPolicy.Mode.TESTING, List.of(), Duration.ofDays(1));
        assertThatThrownBy(() -> new HostedDomain(DOMAIN, empty, List.of(), List.of(), List.of()))
                .as("RFC 8461 §3.2")
                .hasMessageContaining("mx");
    }

    @Test
    void aHostStandsThereOnce() {
        var host = new MailHost(DomainName.of("mx.example.com"), List.of());
        assertThatThrownBy(() -> new HostedDomain(DOMAIN, POLICY, List.of(host, host), List.of(), List.of()))
                .hasMessageContaining("twice");
    }

    private static void good(String rua) {
        assertThat(hosted(List.of(rua), List.of()).tlsrptRua()).containsExactly(rua);
    }

    private static void bad(String rua, String why) {
        assertThatThrownBy(() -> hosted(List.of(rua), List.of()))
                .as(why)
                .hasMessage("an address for TLS reports is no mailto: or https: URI");
    }

    private static HostedDomain hosted(List<String> rua, List<String> issuers) {
        return new HostedDomain(DOMAIN, POLICY, List.of(), rua, issuers);
    }
}
