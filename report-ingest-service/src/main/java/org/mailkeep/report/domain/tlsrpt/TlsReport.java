package org.mailkeep.report.domain.tlsrpt;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.ContentHash;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.ReportKey;

/**
 * An SMTP TLS report (RFC 8460 §4.4): what one organisation met in one day when it delivered mail to us.
 *
 * @param contact how the organisation can be reached, as written
 * @param deviations the quirks of its form
 */
public record TlsReport(
        String organization,
        Optional<String> contact,
        String reportId,
        DateRange range,
        List<PolicyResult> policies,
        List<Deviation> deviations) {

    public TlsReport {
        policies = List.copyOf(policies);
        deviations = List.copyOf(deviations);
    }

    public ReportKey key() {
        return ReportKey.of(ReportKey.Kind.TLS, organization, reportId, range);
    }

    /** The domains it is about, each once, in the order in which they appear. */
    public List<DomainName> domains() {
        return policies.stream().map(PolicyResult::domain).distinct().toList();
    }

    /** Stands for what the report says, in whatever form and order it says so. */
    public Body contentHash() {
        return new ContentHash()
                .add(ReportKey.fold(organization))
                .add(contact.orElse(""))
                .add(reportId)
                .add(range.begin())
                .add(range.end())
                .addUnordered(policies, (hash, policy) -> policy.describe(hash))
                .done();
    }
}
