package org.mailkeep.report.api.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.dashboard.PolicyComparison;
import org.mailkeep.report.domain.dashboard.SeenPolicy;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** A domain's policies: what is there now, and what senders saw, beside each other. */
final class PolicyTables {

    /** policy-service probes our domains several times a day. */
    private static final Duration FRESH = Duration.ofDays(2);

    private PolicyTables() {}

    /** What the last probe saw of the domain's policies. */
    static Table served(Brush brush, Optional<ProbeCompleted> probe, Instant now) {
        return Table.of(
                        "served",
                        "Policies now, as the last probe saw them",
                        List.of(
                                Column.text("type", "Type"),
                                Column.text("host", "MX host"),
                                Column.text("policy", "Policy"),
                                Column.text("state", "State"),
                                Column.text("at", "Seen at")),
                        probe.map(found -> rows(brush, found, now)).orElse(List.of()))
                .orElse("Not known: policy-service has told of no probe of this domain.")
                .withExport(brush.here());
    }

    private static List<List<Cell>> rows(Brush brush, ProbeCompleted probe, Instant now) {
        boolean old = probe.at().plus(FRESH).isBefore(now);
        var rows = new ArrayList<List<Cell>>();
        rows.add(List.of(
                Cell.text("sts"),
                Cell.none(),
                Cell.text(String.join("; ", policy(probe))),
                state(probe.policyId().isEmpty() ? "none" : "in force", old),
                Cell.time(probe.at())));
        probe.hosts().stream().map(ProbeCompleted.Host::host).distinct().forEach(host -> {
            Optional<ProbeCompleted.Host> known = probe.hosts().stream()
                    .filter(one -> one.host().equals(host))
                    .findFirst();
            rows.add(List.of(
                    Cell.text("tlsa"),
                    Cell.link(host, brush.to("/mx", "mx", host)),
                    Cell.text(known.map(one -> String.join("; ", one.tlsa())).orElse("")),
                    known.map(one -> tlsa(one, old)).orElseGet(Cell::none),
                    Cell.time(probe.at())));
        });
        return rows;
    }

    private static List<String> policy(ProbeCompleted probe) {
        return probe.policyId().isEmpty()
                ? List.of()
                : Stream.concat(Stream.of("id: " + probe.policyId()), probe.policy().stream())
                        .toList();
    }

    /** Whether there are TLSA records; what a lookup did not find out is not called absent. */
    static Cell tlsa(ProbeCompleted.Host host, boolean old) {
        boolean absent =
                host.tlsaState().filter(ProbeCompleted.Host.TLSA_ABSENT::equals).isPresent();
        if (host.tlsa().isEmpty() && !absent) {
            return Cell.badge(Mark.WARN, "not known: the lookup failed");
        }
        return state(host.tlsa().isEmpty() ? "none" : "there", old);
    }

    private static Cell state(String word, boolean old) {
        return old ? Cell.badge(Mark.WARN, word + " when last seen") : Cell.badge(Mark.PLAIN, word);
    }

    /** The policies as senders saw them, each held against what is there now. */
    static Table seen(Brush brush, String domain, List<SeenPolicy> policies, Optional<ProbeCompleted> probe) {
        return Table.of(
                        "policies",
                        "Policies as senders saw them, the latest first",
                        List.of(
                                Column.text("type", "Type"),
                                Column.text("policy", "Policy"),
                                Column.text("now", "Held against now"),
                                Column.text("differences", "Differences"),
                                Column.number("organizations", "Organisations"),
                                Column.number("succeeded", "Succeeded"),
                                Column.number("failed", "Failed"),
                                Column.text("first", "First seen"),
                                Column.text("last", "Last seen")),
                        policies.stream()
                                .map(one -> row(brush, domain, one, PolicyComparison.of(one, probe)))
                                .toList())
                .orElse("No report names a policy.")
                .withExport(brush.here());
    }

    private static List<Cell> row(Brush brush, String domain, SeenPolicy one, PolicyComparison comparison) {
        return List.of(
                Cell.text(one.type()),
                Cell.text(String.join("; ", one.strings())),
                badge(comparison),
                Cell.text(String.join("; ", differences(comparison))),
                Cell.number(one.organizations(), brush.to("/domain", "domain", domain) + "#reporters"),
                Cell.number(one.succeeded(), brush.to("/reports", "domain", domain)),
                Cell.number(one.failed(), brush.to("/failures", "domain", domain)),
                Cell.time(one.first()),
                Cell.time(one.last()));
    }

    private static Cell badge(PolicyComparison comparison) {
        return switch (comparison) {
            case PolicyComparison.Same() -> Cell.badge(Mark.GOOD, "the same");
            case PolicyComparison.Different _ -> Cell.badge(Mark.WARN, "different");
            case PolicyComparison.NotKnown() -> Cell.badge(Mark.PLAIN, "not known");
        };
    }

    private static List<String> differences(PolicyComparison comparison) {
        return comparison instanceof PolicyComparison.Different(List<String> differences) ? differences : List.of();
    }
}
