package org.mailkeep.report.domain.incident;

import java.time.Instant;
import java.util.List;
import org.mailkeep.contracts.ProbeCompleted;

/** What a probe says of an incident. */
public sealed interface Verdict {

    /** When the probe was done. */
    Instant at();

    /**
     * The host fails now.
     *
     * @param why what was seen, in a sentence of policy-service
     */
    record Failing(Instant at, String why) implements Verdict {}

    /** Every address that could be judged satisfies the policy now. */
    record Passing(Instant at) implements Verdict {}

    /** Nothing follows from it: the host could not be reached, or it is none of the domain's any longer. */
    record Inconclusive(Instant at) implements Verdict {}

    /** The verdict of a probe about the cluster's host; about all hosts where reports name none that was probed. */
    static Verdict of(ProbeCompleted probe, Cluster cluster) {
        List<ProbeCompleted.Host> hosts = cluster.mxHost().isEmpty()
                ? probe.hosts()
                : probe.hosts().stream()
                        .filter(host -> host.host().equals(cluster.mxHost()))
                        .toList();
        return hosts.stream()
                .filter(host -> !host.resultType().isEmpty())
                .findFirst()
                .<Verdict>map(host -> new Failing(probe.at(), host.resultType() + ": " + host.why()))
                .orElseGet(() -> hosts.stream().anyMatch(Verdict::isJudged)
                        ? new Passing(probe.at())
                        : new Inconclusive(probe.at()));
    }

    private static boolean isJudged(ProbeCompleted.Host host) {
        return switch (host.verdict()) {
            case "unreachable", "not-tried" -> false;
            default -> true;
        };
    }
}
