package org.mailkeep.report.domain.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.outbound.DayCounts.FailureCount;
import org.mailkeep.report.domain.outbound.DayCounts.PolicyCounts;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** Makes the report of a domain and day (RFC 8460 §4). The same counts always give the same report. */
public final class OwnReport {

    private static final Comparator<PolicyCounts> BY_POLICY =
            Comparator.comparing(one -> one.policy().type() + one.policy().key());

    private static final Comparator<FailureCount> BY_KIND = Comparator.comparingLong(FailureCount::sessions)
            .reversed()
            .thenComparing(one -> one.kind().resultType())
            .thenComparing(one -> one.kind().key());

    private OwnReport() {}

    public static TlsReport of(ReportSender sender, DayCounts counts) {
        return new TlsReport(
                sender.organization(),
                Optional.of(sender.contact()),
                id(sender, counts),
                range(counts),
                counts.policies().stream()
                        .sorted(BY_POLICY)
                        .map(one -> result(counts, one))
                        .toList(),
                List.of());
    }

    /** The file name of RFC 8460 §5.1. There is one report for a day, so it needs no unique id. */
    public static String fileName(ReportSender sender, DayCounts counts) {
        DateRange range = range(counts);
        return "%s!%s!%d!%d.json.gz"
                .formatted(
                        sender.submitter(),
                        counts.domain(),
                        range.begin().getEpochSecond(),
                        range.end().getEpochSecond());
    }

    /** Stays the same however often the report is made, so that receivers know it again. */
    private static String id(ReportSender sender, DayCounts counts) {
        return counts.day() + "." + counts.domain() + "@" + sender.submitter();
    }

    /** The full UTC day (RFC 8460 §4.1), ending with its last second as in the RFC's examples. */
    private static DateRange range(DayCounts counts) {
        Instant begin = counts.day().atStartOfDay(ZoneOffset.UTC).toInstant();
        return new DateRange(begin, begin.plus(Duration.ofDays(1)).minusSeconds(1));
    }

    private static PolicyResult result(DayCounts counts, PolicyCounts one) {
        List<FailureDetail> failures = one.failures().stream()
                .sorted(BY_KIND)
                .map(failure -> failure.kind().detail(failure.sessions()))
                .toList();
        return new PolicyResult(
                one.policy().type(),
                counts.domain(),
                one.policy().strings(),
                one.policy().mxHosts(),
                one.succeeded(),
                one.failed(),
                failures);
    }
}
