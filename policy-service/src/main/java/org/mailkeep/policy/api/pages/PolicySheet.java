package org.mailkeep.policy.api.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.policy.app.Explanation;
import org.mailkeep.policy.domain.Effective;
import org.mailkeep.policy.domain.Requirement;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.Rule;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.posture.CheckResult;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.RfcLink;

/**
 * A domain's policy as its page shows it.
 *
 * @param protection what protects mail to the domain, in a word or two
 * @param rule the rule that decided, in a sentence
 * @param postfix what Postfix is told
 * @param hosts what is demanded of each MX host
 * @param tree what the answer rests on
 * @param records checks of what the domain publishes beside its TLS policy
 * @param difference a sentence where an answer from now would be another one
 */
record PolicySheet(
        String domain,
        Mark mark,
        String protection,
        String rule,
        List<RfcLink> sources,
        String postfix,
        List<HostLine> hosts,
        List<Branch> tree,
        List<String> advice,
        List<PostureLine> records,
        Optional<String> difference,
        Instant evaluatedAt,
        Instant expiresAt,
        long version) {

    /** What is demanded of one MX host. */
    record HostLine(String name, int preference, Mark mark, String requirement, String reason) {}

    static PolicySheet of(Explanation explanation, List<CheckResult> records, Instant now) {
        TlsPolicy policy = explanation.served();
        Rule rule = policy.decision().rule();
        return new PolicySheet(
                policy.domain().value(),
                mark(rule),
                protection(rule.effective()),
                rule.text(),
                RfcLink.in(rule.source()),
                policy.decision().reply().query(),
                hosts(policy, now),
                ExplanationTree.of(explanation, now),
                explanation.advice(),
                records.stream().map(PostureLine::of).toList(),
                explanation.difference(),
                policy.evaluatedAt(),
                policy.expiresAt(),
                policy.version());
    }

    static Mark mark(Requirement.Level level) {
        return switch (level) {
            case DANE, STS -> Mark.GOOD;
            case OPPORTUNISTIC -> Mark.WARN;
            case REFUSE, TEMPFAIL -> Mark.BAD;
        };
    }

    private static List<HostLine> hosts(TlsPolicy policy, Instant now) {
        return policy.route() instanceof Route.Hosts known
                ? known.hosts().stream()
                        .map(host -> hostLine(host, Requirement.of(host, known.mxSecure(), policy.sts(), now)))
                        .toList()
                : List.of();
    }

    private static HostLine hostLine(Route.Host host, Requirement requirement) {
        return new HostLine(
                host.mx().name().value(),
                host.mx().preference(),
                mark(requirement.level()),
                words(requirement.level()),
                requirement.reason());
    }

    private static String words(Requirement.Level level) {
        return switch (level) {
            case DANE -> "DANE";
            case STS -> "MTA-STS";
            case OPPORTUNISTIC -> "TLS if offered";
            case REFUSE -> "no mail";
            case TEMPFAIL -> "mail waits";
        };
    }

    private static Mark mark(Rule rule) {
        return switch (rule.effective()) {
            case DANE, STS -> Mark.GOOD;
            case MIXED -> Mark.WARN;
            case NONE -> rule == Rule.NO_MAIL || rule == Rule.NO_SUCH_DOMAIN ? Mark.PLAIN : Mark.WARN;
            case TEMPFAIL -> Mark.BAD;
        };
    }

    private static String protection(Effective effective) {
        return switch (effective) {
            case DANE -> "DANE";
            case STS -> "MTA-STS";
            case MIXED -> "partly protected";
            case NONE -> "no policy";
            case TEMPFAIL -> "unknown for now";
        };
    }
}
