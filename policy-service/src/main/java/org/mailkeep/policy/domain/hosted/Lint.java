package org.mailkeep.policy.domain.hosted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mailkeep.policy.domain.dane.MailExchange;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsPolicy.Mode;

/** What is wrong with a policy before it is published. What would make senders hold back mail is refused. */
public final class Lint {

    /** RFC 8461 §3.2: max_age is "typically" weeks; under a day senders forget it between two mails. */
    private static final Duration SHORT = Duration.ofDays(1);

    private Lint() {}

    /** How bad a finding is. */
    public enum Severity {
        REFUSE,
        WARN
    }

    /**
     * A finding.
     *
     * @param rule a stable word for machines
     * @param text a sentence that says what to do
     */
    public record Finding(Severity severity, String rule, String text) {}

    /**
     * Looks at a policy.
     *
     * @param mx where the domain's mail goes now
     * @param lastProbePassed what the last probe came to, if there was one
     */
    public static List<Finding> of(HostedDomain wanted, MailExchange mx, Optional<Boolean> lastProbePassed) {
        StsPolicy policy = wanted.policy();
        var findings = new ArrayList<Finding>();
        if (policy.mode() != Mode.NONE) {
            hosts(policy, mx, findings);
            if (policy.maxAge().compareTo(SHORT) < 0) {
                findings.add(new Finding(
                        Severity.WARN, "max-age-short", "max_age is under a day: senders forget the policy too soon."));
            }
        }
        if (policy.mode() == Mode.ENFORCE) {
            lastProbePassed.ifPresentOrElse(
                    passed -> {
                        if (!passed) {
                            findings.add(new Finding(
                                    Severity.REFUSE,
                                    "probe-fails",
                                    "The last probe failed: with enforce, mail would wait. Mend the hosts first."));
                        }
                    },
                    () -> findings.add(new Finding(
                            Severity.WARN, "not-probed", "The hosts were not probed yet; begin with testing.")));
        }
        if (policy.mode() == Mode.TESTING && wanted.tlsrptRua().isEmpty()) {
            findings.add(new Finding(
                    Severity.WARN,
                    "no-reports",
                    "Testing without an address for TLS reports: nobody can tell you what fails."));
        }
        return List.copyOf(findings);
    }

    /** Whether nothing speaks against publishing. */
    public static boolean allows(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.REFUSE);
    }

    private static void hosts(StsPolicy policy, MailExchange mx, List<Finding> findings) {
        Severity bad = policy.mode() == Mode.ENFORCE ? Severity.REFUSE : Severity.WARN;
        switch (mx) {
            case MailExchange.Hosts live -> {
                for (MxHost host : live.hosts()) {
                    if (!policy.allows(host.name())) {
                        findings.add(new Finding(
                                bad,
                                "mx-not-allowed",
                                "The MX host " + host.name() + " is allowed by no mx pattern: it would get no mail."));
                    }
                }
                for (MxPattern pattern : policy.mx()) {
                    if (live.hosts().stream().noneMatch(host -> pattern.matches(host.name()))) {
                        findings.add(new Finding(
                                Severity.WARN, "pattern-unused", "The mx " + pattern + " allows no MX host there is."));
                    }
                }
            }
            case MailExchange.NoMail _ ->
                findings.add(new Finding(Severity.WARN, "no-mail", "The domain says that it takes no mail."));
            case MailExchange.NoSuchDomain _ ->
                findings.add(new Finding(bad, "no-such-domain", "The domain does not exist in DNS."));
            case MailExchange.Undetermined(String why) ->
                findings.add(new Finding(bad, "mx-unknown", "Which hosts take the mail is unknown: " + why + "."));
        }
    }
}
