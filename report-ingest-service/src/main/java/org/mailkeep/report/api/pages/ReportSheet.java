package org.mailkeep.report.api.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.domain.stored.KeptDetail;
import org.mailkeep.report.domain.stored.KeptReport;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/**
 * One report, as its page shows it.
 *
 * @param domains that it is about
 * @param reporter where more of its sender is
 */
record ReportSheet(KeptReport head, String domains, String reporter, List<Table> tables) implements Pages.Content {

    static ReportSheet of(Brush brush, KeptDetail detail) {
        KeptReport head = detail.head();
        return new ReportSheet(
                head,
                head.domains().stream().map(DomainName::value).collect(Collectors.joining(" ")),
                brush.to("/reporter", "organization", ReportKey.fold(head.organization())),
                switch (detail) {
                    case KeptDetail.Tls tls ->
                        List.of(policies(brush, tls.policies()), failures(brush, tls.policies()));
                    case KeptDetail.Dmarc dmarc -> List.of(records(brush.here(), dmarc.records()));
                });
    }

    private static Table policies(Brush brush, List<PolicyResult> policies) {
        return Table.of(
                        "policies",
                        "Policies, and how deliveries went under them",
                        List.of(
                                Column.text("domain", "Domain"),
                                Column.text("type", "Type"),
                                Column.text("policy", "Policy"),
                                Column.text("mxHosts", "MX hosts"),
                                Column.number("succeeded", "Succeeded"),
                                Column.number("failed", "Failed")),
                        policies.stream()
                                .map(one -> List.of(
                                        Cell.link(
                                                one.domain().value(),
                                                brush.to(
                                                        "/domain",
                                                        "domain",
                                                        one.domain().value())),
                                        Cell.text(one.type()),
                                        Cell.text(String.join("; ", one.strings())),
                                        Cell.text(String.join(" ", one.mxHosts())),
                                        Cell.number(one.succeeded()),
                                        Cell.number(one.failed())))
                                .toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.sum(policies, PolicyResult::succeeded),
                        Cell.sum(policies, PolicyResult::failed)))
                .withExport(brush.here());
    }

    private static Table failures(Brush brush, List<PolicyResult> policies) {
        var rows = new ArrayList<List<Cell>>();
        policies.forEach(policy -> policy.failures().forEach(one -> rows.add(failure(policy, one))));
        long sessions = policies.stream()
                .flatMap(policy -> policy.failures().stream())
                .mapToLong(FailureDetail::failedSessions)
                .sum();
        return Table.of(
                        "failures",
                        "Failures",
                        List.of(
                                Column.text("domain", "Domain"),
                                Column.text("type", "Result type"),
                                Column.number("sessions", "Sessions"),
                                Column.text("mx", "MX host"),
                                Column.text("receiver", "Receiving address"),
                                Column.text("sender", "Sending address"),
                                Column.text("reason", "Reason code"),
                                Column.text("info", "Further")),
                        rows)
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.none(),
                        Cell.number(sessions),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none()))
                .orElse("No failure.")
                .withExport(brush.here());
    }

    private static List<Cell> failure(PolicyResult policy, FailureDetail one) {
        return List.of(
                Cell.text(policy.domain().value()),
                Cell.text(one.resultType()),
                Cell.number(one.failedSessions()),
                Cell.text(one.receivingMxHostname().orElse("")),
                Cell.text(one.receivingIp().orElse("")),
                Cell.text(one.sendingMtaIp().orElse("")),
                Cell.text(one.failureReasonCode().orElse("")),
                Cell.text(one.additionalInformation().orElse("")));
    }

    /**
     * What DMARC reports say of messages.
     *
     * @param here the page, for exports
     */
    static Table records(String here, List<DmarcRecord> records) {
        return Table.of(
                        "records",
                        "Messages",
                        List.of(
                                Column.text("source", "Source"),
                                Column.number("messages", "Messages"),
                                Column.text("disposition", "Disposition"),
                                Column.text("dkim", "DKIM aligned"),
                                Column.text("spf", "SPF aligned"),
                                Column.text("headerFrom", "From"),
                                Column.text("signatures", "Signatures"),
                                Column.text("spfDomains", "SPF of"),
                                Column.text("reasons", "Why else")),
                        records.stream().map(ReportSheet::record).toList())
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.sum(records, DmarcRecord::count),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none(),
                        Cell.none()))
                .orElse("There are none.")
                .withExport(here);
    }

    private static List<Cell> record(DmarcRecord one) {
        return List.of(
                Cell.text(one.sourceIp()),
                Cell.number(one.count()),
                Cell.text(one.disposition()),
                Cell.text(one.dkim()),
                Cell.text(one.spf()),
                Cell.text(one.headerFrom().orElse("")),
                Cell.text(one.dkimResults().stream()
                        .map(dkim -> dkim.domain() + " " + dkim.result())
                        .collect(Collectors.joining(", "))),
                Cell.text(one.spfResults().stream()
                        .map(spf -> spf.domain() + " " + spf.result())
                        .collect(Collectors.joining(", "))),
                Cell.text(one.reasons().stream().map(DmarcRecord.Reason::type).collect(Collectors.joining(", "))));
    }
}
