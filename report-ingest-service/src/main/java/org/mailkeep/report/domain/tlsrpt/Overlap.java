package org.mailkeep.report.domain.tlsrpt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mailkeep.contracts.DomainName;

/**
 * A session that was held to DANE and to MTA-STS appears under both (RFC 8460 §4.4 has a result per policy). Senders do not
 * say which these are; results of one domain with the same counts are taken for the same sessions.
 */
final class Overlap {

    private record Sessions(DomainName domain, long succeeded, long failed) {}

    private Overlap() {}

    /** Positions of the MTA-STS results whose sessions a DANE result counts already. */
    static Set<Integer> repeated(List<PolicyResult> results) {
        Map<Sessions, Integer> dane = new HashMap<>();
        for (PolicyResult result : results) {
            if (result.type().equals(PolicyResult.TLSA)) {
                dane.merge(sessions(result), 1, Integer::sum);
            }
        }
        var repeated = new HashSet<Integer>();
        for (int i = 0; i < results.size(); i++) {
            var sessions = sessions(results.get(i));
            if (results.get(i).type().equals(PolicyResult.STS) && dane.getOrDefault(sessions, 0) > 0) {
                dane.merge(sessions, -1, Integer::sum);
                repeated.add(i);
            }
        }
        return repeated;
    }

    private static Sessions sessions(PolicyResult result) {
        return new Sessions(result.domain(), result.succeeded(), result.failed());
    }
}
