package org.mailkeep.policy.store;

import java.util.Optional;
import org.mailkeep.policy.domain.TlsPolicy;

/** Whether a replica is to evaluate a domain. */
public sealed interface Claim {

    /** No: somebody did, and this is what was found. */
    record Fresh(TlsPolicy policy) implements Claim {}

    /**
     * Yes, and within the lease nobody else will. It ends with saving or releasing.
     *
     * @param previous what was known before, expired or not
     */
    record Granted(Optional<TlsPolicy> previous) implements Claim {}

    /** No: another replica is at it. Ask again shortly; its lease may also run out. */
    record Busy() implements Claim {}
}
