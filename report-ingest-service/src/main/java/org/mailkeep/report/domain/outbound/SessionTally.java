package org.mailkeep.report.domain.outbound;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.outbound.DayCounts.FailureCount;
import org.mailkeep.report.domain.outbound.DayCounts.PolicyCounts;

/** Adds up sessions by domain, day, policy and kind of failure. Neither order nor grouping matters to the sums. */
public final class SessionTally {

    private static final Comparator<Day> ORDER =
            Comparator.comparing(Day::domain).thenComparing(Day::day);

    private final Map<Day, Map<PolicySeen, Sums>> days = new TreeMap<>(ORDER);

    private record Day(DomainName domain, LocalDate day) {}

    /** Sessions under one policy. */
    private static final class Sums {

        private long succeeded;
        private final Map<FailureKind, Long> failures = new LinkedHashMap<>();
    }

    public void add(DeliverySession session) {
        add(session.domain(), session.day(), session.policy(), session.failure(), session.sessions());
    }

    void add(DomainName domain, LocalDate day, PolicySeen policy, Optional<FailureKind> failure, long sessions) {
        Sums sums = days.computeIfAbsent(new Day(domain, day), _ -> new LinkedHashMap<>())
                .computeIfAbsent(policy, _ -> new Sums());
        failure.ifPresentOrElse(
                kind -> sums.failures.merge(kind, sessions, Long::sum), () -> sums.succeeded += sessions);
    }

    /** The sums, always in the order of domain and day. */
    public List<DayCounts> days() {
        return days.entrySet().stream()
                .map(entry -> new DayCounts(
                        entry.getKey().domain(),
                        entry.getKey().day(),
                        entry.getValue().entrySet().stream()
                                .map(policy -> counts(policy.getKey(), policy.getValue()))
                                .toList()))
                .toList();
    }

    private static PolicyCounts counts(PolicySeen policy, Sums sums) {
        return new PolicyCounts(
                policy,
                sums.succeeded,
                sums.failures.entrySet().stream()
                        .map(entry -> new FailureCount(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
