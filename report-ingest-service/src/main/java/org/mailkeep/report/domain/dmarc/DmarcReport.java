package org.mailkeep.report.domain.dmarc;

import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.ContentHash;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.ReportKey;

/**
 * A DMARC aggregate report (RFC 7489 appendix C, RFC 9990): how mail that claims to be from a domain fared with one receiver.
 *
 * @param email address of the receiver's postmaster, as written
 * @param generator the program that wrote it (RFC 9990)
 * @param errors what went wrong when it was made, in the receiver's words
 * @param deviations the quirks of its form
 */
public record DmarcReport(
        String organization,
        Optional<String> email,
        Optional<String> contact,
        String reportId,
        DateRange range,
        Optional<String> generator,
        List<String> errors,
        PublishedPolicy policy,
        List<DmarcRecord> records,
        List<Deviation> deviations) {

    public DmarcReport {
        errors = List.copyOf(errors);
        records = List.copyOf(records);
        deviations = List.copyOf(deviations);
    }

    public ReportKey key() {
        return ReportKey.of(ReportKey.Kind.DMARC, organization, reportId, range);
    }

    /** Messages of all records. */
    public long messages() {
        return records.stream().mapToLong(DmarcRecord::count).sum();
    }

    /** Messages that neither DKIM nor SPF aligned vouches for. */
    public long failed() {
        return records.stream()
                .filter(one -> !one.passes())
                .mapToLong(DmarcRecord::count)
                .sum();
    }

    /** Stands for what the report says; the order of its records means nothing. */
    public Body contentHash() {
        var hash = new ContentHash()
                .add(ReportKey.fold(organization))
                .add(reportId)
                .add(range.begin())
                .add(range.end());
        policy.describe(hash);
        return hash.addUnordered(records, (inner, one) -> one.describe(inner)).done();
    }
}
