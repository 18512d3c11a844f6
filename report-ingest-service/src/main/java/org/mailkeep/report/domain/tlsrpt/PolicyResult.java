package org.mailkeep.report.domain.tlsrpt;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ContentHash;

/**
 * What came of delivering under one policy (RFC 8460 §4.4).
 *
 * @param type {@code sts}, {@code tlsa} or {@code no-policy-found}; others are kept as written
 * @param strings the policy as the sender saw it: lines of an MTA-STS policy, or TLSA records
 * @param mxHosts the patterns of the MTA-STS policy, as written
 * @param succeeded sessions
 * @param failed sessions
 */
public record PolicyResult(
        String type,
        DomainName domain,
        List<String> strings,
        List<String> mxHosts,
        long succeeded,
        long failed,
        List<FailureDetail> failures) {

    public static final String STS = "sts";
    public static final String TLSA = "tlsa";
    public static final String NO_POLICY_FOUND = "no-policy-found";

    public PolicyResult {
        strings = List.copyOf(strings);
        mxHosts = List.copyOf(mxHosts);
        failures = List.copyOf(failures);
    }

    void describe(ContentHash hash) {
        hash.add(type)
                .add(domain.value())
                .add(strings)
                .add(mxHosts)
                .add(succeeded)
                .add(failed)
                .addUnordered(failures, (inner, failure) -> failure.describe(inner));
    }
}
