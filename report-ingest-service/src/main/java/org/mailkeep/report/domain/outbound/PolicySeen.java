package org.mailkeep.report.domain.outbound;

import java.util.List;
import org.mailkeep.report.domain.ContentHash;

/**
 * The policy that our mail server found when it delivered (RFC 8460 §4.4).
 *
 * @param type {@code sts}, {@code tlsa} or {@code no-policy-found}
 * @param strings lines of the MTA-STS policy, or TLSA records
 * @param mxHosts the patterns of the MTA-STS policy
 */
public record PolicySeen(String type, List<String> strings, List<String> mxHosts) {

    public PolicySeen {
        strings = List.copyOf(strings);
        mxHosts = List.copyOf(mxHosts);
    }

    /** The same type without what the policy said: where a domain had too many policies in a day. */
    PolicySeen withoutText() {
        return new PolicySeen(type, List.of(), List.of());
    }

    /** Stands for all of it among the policies of a domain and day. */
    public String key() {
        return Keys.of(new ContentHash().add(type).add(strings).add(mxHosts));
    }
}
