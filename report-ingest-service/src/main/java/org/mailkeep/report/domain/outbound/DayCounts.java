package org.mailkeep.report.domain.outbound;

import java.time.LocalDate;
import java.util.List;
import org.mailkeep.contracts.DomainName;

/** Sessions with a domain on a UTC day, by policy. */
public record DayCounts(DomainName domain, LocalDate day, List<PolicyCounts> policies) {

    public DayCounts {
        policies = List.copyOf(policies);
    }

    /** Sessions under one policy. */
    public record PolicyCounts(PolicySeen policy, long succeeded, List<FailureCount> failures) {

        public PolicyCounts {
            failures = List.copyOf(failures);
        }

        /** Sessions. */
        public long failed() {
            return failures.stream().mapToLong(FailureCount::sessions).sum();
        }
    }

    /** Failed sessions of one kind. */
    public record FailureCount(FailureKind kind, long sessions) {}

    /** Sessions, succeeded and failed. */
    public long sessions() {
        return policies.stream()
                .mapToLong(one -> one.succeeded() + one.failed())
                .sum();
    }
}
