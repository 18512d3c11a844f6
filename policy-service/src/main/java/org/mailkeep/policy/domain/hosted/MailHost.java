package org.mailkeep.policy.domain.hosted;

import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;

/**
 * An MX host of ours.
 *
 * @param keys the keys it is to be found with: the one in use first, then those that follow; may be empty
 */
public record MailHost(DomainName name, List<PublicKeyInfo> keys) {

    /** One in use, one to come, and as many again for hosts with keys of two algorithms. */
    public static final int MAX_KEYS = 4;

    public MailHost {
        keys = List.copyOf(keys);
        if (keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a host has more than " + MAX_KEYS + " keys");
        }
    }
}
