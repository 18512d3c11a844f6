package org.mailkeep.policy.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.TlsPolicy;

/**
 * What could not be written while the store was away; written, and told to the others, when it is back.
 *
 * <p>The number of policies is bounded: beyond it they stay in memory alone and are stored when they are renewed. A purge
 * is always kept; few may ask for one.
 */
@ApplicationScoped
class PendingWrites {

    private static final int MAX_POLICIES = 50_000;

    private final ConcurrentMap<DomainName, Pending> waiting = new ConcurrentHashMap<>();

    /** A policy to be saved. */
    record Save(TlsPolicy policy, Instant begun, String reason) {}

    /** A purge to be written. */
    record Purge(Instant at, String reason) {}

    /** What is to be written for a domain: the purge first, then what was found after it. */
    record Pending(DomainName domain, Optional<Purge> purge, Optional<Save> save) {}

    void save(TlsPolicy policy, Instant begun, String reason) {
        var save = Optional.of(new Save(policy, begun, reason));
        waiting.computeIfPresent(policy.domain(), (domain, known) -> new Pending(domain, known.purge, save));
        if (waiting.size() < MAX_POLICIES) {
            waiting.putIfAbsent(policy.domain(), new Pending(policy.domain(), Optional.empty(), save));
        }
    }

    void purge(DomainName domain, Instant at, String reason) {
        waiting.put(domain, new Pending(domain, Optional.of(new Purge(at, reason)), Optional.empty()));
    }

    /** Whether the store still holds what was purged. */
    boolean awaitsPurge(DomainName domain) {
        Pending pending = waiting.get(domain);
        return pending != null && pending.purge.isPresent();
    }

    List<Pending> all() {
        return List.copyOf(waiting.values());
    }

    /** Notes that the purge was written; what was found after it stays to be saved. */
    void purgeDone(Pending written) {
        waiting.computeIfPresent(written.domain, (domain, now) -> {
            if (!now.purge.equals(written.purge)) {
                return now;
            }
            return now.save.isPresent() ? new Pending(domain, Optional.empty(), now.save) : null;
        });
    }

    /** Notes that the policy was saved, unless something newer came. */
    void saveDone(Pending written) {
        waiting.computeIfPresent(written.domain, (_, now) -> now.save.equals(written.save) ? null : now);
    }

    int size() {
        return waiting.size();
    }
}
