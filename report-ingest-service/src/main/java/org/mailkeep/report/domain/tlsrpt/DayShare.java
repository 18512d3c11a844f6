package org.mailkeep.report.domain.tlsrpt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.StorableText;

/**
 * What one report adds to the day's totals of one domain.
 *
 * @param succeeded sessions, those that are reported under two policies counted once
 * @param failed sessions, counted the same way
 * @param failures the failed sessions of the details by result type and MX host
 */
public record DayShare(DomainName domain, long succeeded, long failed, List<FailureShare> failures) {

    /** Different kinds of failures that a report adds to a domain; the rest are added up under {@link #OTHER}. */
    static final int MAX_KINDS = 200;

    /** Stands for every further MX host or result type. */
    public static final String OTHER = "(other)";

    private static final int MAX_RESULT_TYPE = 64;

    /**
     * Failed sessions of one kind.
     *
     * @param mxHost lower case; empty where the report names none
     */
    public record FailureShare(String resultType, String mxHost, long sessions) {}

    private record Kind(String resultType, String mxHost) {}

    /** The shares of a report, by domain. */
    public static List<DayShare> of(TlsReport report) {
        Set<Integer> repeated = Overlap.repeated(report.policies());
        Map<DomainName, Sum> sums = new LinkedHashMap<>();
        for (int i = 0; i < report.policies().size(); i++) {
            PolicyResult result = report.policies().get(i);
            sums.computeIfAbsent(result.domain(), _ -> new Sum()).add(result, !repeated.contains(i));
        }
        var shares = new ArrayList<DayShare>(sums.size());
        sums.forEach((domain, sum) -> shares.add(sum.share(domain)));
        return shares;
    }

    /** Adds up the results of one domain. */
    private static final class Sum {

        private long succeeded;
        private long failed;
        private final Map<Kind, Long> failures = new LinkedHashMap<>();

        void add(PolicyResult result, boolean counted) {
            if (counted) {
                succeeded += result.succeeded();
                failed += result.failed();
            }
            for (FailureDetail detail : result.failures()) {
                var kind = kind(detail);
                boolean room = failures.containsKey(kind) || failures.size() < MAX_KINDS;
                failures.merge(room ? kind : new Kind(OTHER, OTHER), detail.failedSessions(), Long::sum);
            }
        }

        DayShare share(DomainName domain) {
            return new DayShare(
                    domain,
                    succeeded,
                    failed,
                    failures.entrySet().stream()
                            .map(entry -> new FailureShare(
                                    entry.getKey().resultType(), entry.getKey().mxHost(), entry.getValue()))
                            .toList());
        }

        private static Kind kind(FailureDetail detail) {
            Optional<String> host = detail.receivingMxHostname();
            return new Kind(
                    StorableText.shortened(detail.resultType(), MAX_RESULT_TYPE),
                    host.map(DayShare.Sum::folded).orElse(""));
        }

        private static String folded(String host) {
            return DomainName.parse(host)
                    .map(DomainName::value)
                    .orElseGet(() -> StorableText.shortened(host.toLowerCase(Locale.ROOT), DomainName.MAX_LENGTH));
        }
    }
}
