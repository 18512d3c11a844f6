package org.mailkeep.policy.app;

import jakarta.enterprise.context.ApplicationScoped;

/** How full the caches are, for those who watch the service. */
@ApplicationScoped
public class CacheState {

    private final PolicyMemory memory;
    private final PendingWrites pending;

    CacheState(PolicyMemory memory, PendingWrites pending) {
        this.memory = memory;
        this.pending = pending;
    }

    /** Policies in memory that protect something. */
    public long policies() {
        return memory.policyCount();
    }

    /** Domains in memory that have no policy. */
    public long negatives() {
        return memory.negativeCount();
    }

    /** Domains whose policy or purge waits for PostgreSQL. */
    public long pendingWrites() {
        return pending.size();
    }
}
