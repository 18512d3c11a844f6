package org.mailkeep.policy.api.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.policy.app.Explanation;
import org.mailkeep.policy.app.Findings.Finding;
import org.mailkeep.policy.domain.Requirement;
import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.ui.Branch;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/** Puts what an answer rests on in order: the list of hosts, host by host; MTA-STS; the rule that joins the two. */
final class ExplanationTree {

    private ExplanationTree() {}

    static List<Branch> of(Explanation explanation, Instant now) {
        return List.of(mailExchangers(explanation, now), mtaSts(explanation, now), decision(explanation.served()));
    }

    private static Branch mailExchangers(Explanation explanation, Instant now) {
        List<Finding> findings = explanation.findings().inOrder();
        Finding mx = findings.getFirst();
        Branch answer = answer(mx);
        return new Branch(
                answer.mark(),
                "Where mail goes",
                route(explanation.findings().route()) + " The MX records are " + answer.text() + ".",
                answer.details(),
                hosts(explanation.served(), explanation.findings().route(), findings, now));
    }

    private static String route(Route route) {
        return switch (route) {
            case Route.Hosts hosts
            when hosts.implicit() -> "There is no MX record, so that the domain takes the mail itself.";
            case Route.Hosts hosts ->
                hosts.hosts().size() == 1
                        ? "To one host."
                        : "To " + hosts.hosts().size() + " hosts.";
            case Route.NoMail _ -> "The domain takes no mail.";
            case Route.NoSuchDomain _ -> "The domain does not exist.";
            case Route.Undetermined unknown -> "It could not be found out: " + unknown.why() + ".";
        };
    }

    private static List<Branch> hosts(TlsPolicy served, Route route, List<Finding> findings, Instant now) {
        if (!(route instanceof Route.Hosts known)) {
            return List.of();
        }
        Map<DomainName, List<Finding>> byHost = byHost(findings);
        return known.hosts().stream()
                .map(host -> {
                    Requirement requirement = Requirement.of(host, known.mxSecure(), served.sts(), now);
                    return new Branch(
                            PolicySheet.mark(requirement.level()),
                            host.mx().name().value(),
                            requirement.reason(),
                            List.of(),
                            byHost.getOrDefault(host.mx().name(), List.of()).stream()
                                    .map(ExplanationTree::answerBranch)
                                    .toList());
                })
                .toList();
    }

    /** The answers about a host follow one another, and the first one is about its IPv4 addresses. */
    private static Map<DomainName, List<Finding>> byHost(List<Finding> findings) {
        var groups = new ArrayList<List<Finding>>();
        for (Finding finding : findings) {
            if (finding.type().equals("A")) {
                groups.add(new ArrayList<>());
            }
            if (!groups.isEmpty() && !finding.type().equals("TXT")) {
                groups.getLast().add(finding);
            }
        }
        return groups.stream()
                .collect(Collectors.toMap(group -> group.getFirst().name(), group -> group, (first, _) -> first));
    }

    private static Branch mtaSts(Explanation explanation, Instant now) {
        Branch record = answerBranch(explanation.findings().inOrder().getLast());
        return switch (explanation.served().sts()) {
            case StsState.Off off ->
                new Branch(Mark.PLAIN, "MTA-STS", "None: " + off.why() + ".", List.of(), List.of(record));
            case StsState.Unavailable unavailable ->
                new Branch(
                        Mark.BAD,
                        "MTA-STS",
                        "A policy is announced and cannot be had, as if there were none.",
                        List.of(),
                        List.of(record, failed(unavailable.failure())));
            case StsState.Active active -> {
                var below = new ArrayList<>(List.of(record, policy(active, now)));
                active.lastFailure().ifPresent(failure -> below.add(failed(failure)));
                yield new Branch(
                        active.isLive(now) ? Mark.GOOD : Mark.BAD,
                        "MTA-STS",
                        (active.isLive(now) ? "In force until " : "Expired at ") + Shown.utc(active.expiresAt()) + ".",
                        List.of(),
                        below);
            }
        };
    }

    private static Branch policy(StsState.Active active, Instant now) {
        return new Branch(
                active.policy(now).isPresent() ? Mark.GOOD : Mark.BAD,
                "Policy " + active.id(),
                "Fetched at " + Shown.utc(active.fetchedAt()) + ".",
                active.policy().lines(),
                List.of());
    }

    private static Branch failed(StsState.FailedFetch failure) {
        return Branch.leaf(
                Mark.BAD,
                "Policy " + failure.id(),
                failure.type().word() + ": " + failure.why() + "; not tried again before "
                        + Shown.utc(failure.retryAt()) + ".");
    }

    private static Branch decision(TlsPolicy served) {
        var rule = served.decision().rule();
        return new Branch(
                Mark.PLAIN,
                "The rule " + rule.id(),
                rule.text() + " (" + rule.source() + ") Postfix is told:",
                List.of(served.decision().reply().query()),
                List.of());
    }

    private static Branch answerBranch(Finding finding) {
        Branch answer = answer(finding);
        return new Branch(
                answer.mark(),
                finding.type() + " " + finding.name().value(),
                answer.text(),
                answer.details(),
                List.of());
    }

    /** What came of a question; the text goes on after "is". */
    private static Branch answer(Finding finding) {
        return switch (finding.answer()) {
            case Lookup.Secure<?> found -> found(Mark.GOOD, "proven by DNSSEC", found.records(), found.ttl());
            case Lookup.Insecure<?> found -> found(Mark.PLAIN, "not signed", found.records(), found.ttl());
            case Lookup.NoData<?> none -> none("not there", none.secure(), none.ttl());
            case Lookup.NxDomain<?> none -> none("not there, nor is the name", none.secure(), none.ttl());
            case Lookup.Bogus<?>(var why) -> Branch.leaf(Mark.BAD, "", "false by DNSSEC: " + why);
            case Lookup.TempFail<?>(var why) -> Branch.leaf(Mark.BAD, "", "unknown for now: " + why);
        };
    }

    private static Branch found(Mark mark, String how, List<?> records, Duration ttl) {
        return new Branch(
                mark,
                "",
                how + ", for " + ttl.toSeconds() + " s",
                records.stream().map(Object::toString).toList(),
                List.of());
    }

    private static Branch none(String what, boolean secure, Duration ttl) {
        return Branch.leaf(
                Mark.PLAIN, "", what + (secure ? ", which DNSSEC proves, for " : ", for ") + ttl.toSeconds() + " s");
    }
}
