package org.mailkeep.report.domain.outbound;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.report.domain.outbound.DayCounts.FailureCount;
import org.mailkeep.report.domain.outbound.DayCounts.PolicyCounts;

/**
 * Bounds what is kept apart for one domain and day: what a policy says and what fails is up to strangers. What finds no room
 * is counted under the same words with less detail, so that no session gets lost.
 */
public final class DayRoom {

    /** Policies of a domain that are told apart in a day. */
    public static final int MAX_POLICIES = 20;

    /** Kinds of failures of a domain that are told apart in a day, over all its policies. */
    public static final int MAX_FAILURES = 500;

    private final Set<String> policies;
    private final Set<FailureId> failures;

    /** A kind of failure under a policy. */
    public record FailureId(String policyKey, String failureKey) {}

    /**
     * Room beside what is known already.
     *
     * @param policies keys of policies
     */
    public DayRoom(Collection<String> policies, Collection<FailureId> failures) {
        this.policies = new HashSet<>(policies);
        this.failures = new HashSet<>(failures);
    }

    /** The same sessions under what there is room for. */
    public DayCounts fit(DayCounts counts) {
        var fitting = new SessionTally();
        for (PolicyCounts one : counts.policies()) {
            PolicySeen policy = fit(one.policy());
            String key = policy.key();
            // Also where all failed: a policy is kept as soon as it was seen.
            fitting.add(counts.domain(), counts.day(), policy, Optional.empty(), one.succeeded());
            for (FailureCount failure : one.failures()) {
                FailureKind kind = fit(key, failure.kind());
                fitting.add(counts.domain(), counts.day(), policy, Optional.of(kind), failure.sessions());
            }
        }
        return fitting.days().getFirst();
    }

    private PolicySeen fit(PolicySeen policy) {
        String key = policy.key();
        if (policies.contains(key) || policies.size() < MAX_POLICIES) {
            policies.add(key);
            return policy;
        }
        return policy.withoutText();
    }

    private FailureKind fit(String policyKey, FailureKind kind) {
        var id = new FailureId(policyKey, kind.key());
        if (failures.contains(id) || failures.size() < MAX_FAILURES) {
            failures.add(id);
            return kind;
        }
        return kind.folded();
    }
}
