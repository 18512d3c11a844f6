package org.mailkeep.policy.store;

import org.mailkeep.policy.domain.TlsPolicy;

/** What saving a policy came to. */
public sealed interface Saved {

    /** It is stored and, where mail servers are told something else than before, an event will say so. */
    record Stored(TlsPolicy policy) implements Saved {}

    /**
     * It is not stored: the domain was purged, or somebody evaluated it anew, after this evaluation began. The policy may
     * be given to those who wait for it, and is not to be remembered.
     */
    record Superseded() implements Saved {}
}
