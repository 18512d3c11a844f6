package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.report.domain.dashboard.PolicyComparison;
import org.mailkeep.report.domain.dashboard.SeenPolicy;

/** A domain's policies: what is there now, and what senders saw. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "DomainPolicies")
record DomainPoliciesView(
        String domain,

        @Schema(description = "As the last probe saw it; missing where policy-service has told of none.") @Nullable Now now,

        @Schema(description = "As senders saw them, the latest first.")
        List<Seen> seen) {

    @Schema(name = "PolicyNow")
    record Now(
            @Schema(description = "Of the MTA-STS policy in force; empty where there is none.")
            String policyId,

            @Schema(description = "Its lines.") List<String> policy,

            @Schema(description = "TLSA records of each MX host; hosts of which it is not known are left out.")
            Map<String, Set<String>> tlsa,

            Instant at) {}

    @Schema(name = "PolicySeen")
    record Seen(
            @Schema(description = "sts, tlsa, no-policy-found, or another one as reported.")
            String type,

            List<String> strings,

            @Schema(
                    description = "Held against what is there now.",
                    enumeration = {"same", "different", "not-known"})
            String comparison,

            List<String> differences,
            long organizations,
            long succeeded,
            long failed,
            Instant first,
            Instant last) {}

    static DomainPoliciesView of(DomainName domain, List<SeenPolicy> seen, Optional<ProbeCompleted> probe) {
        return new DomainPoliciesView(
                domain.value(),
                probe.map(found -> new Now(found.policyId(), found.policy(), PolicyComparison.tlsa(found), found.at()))
                        .orElse(null),
                seen.stream()
                        .map(one -> seen(one, PolicyComparison.of(one, probe)))
                        .toList());
    }

    private static Seen seen(SeenPolicy one, PolicyComparison comparison) {
        return new Seen(
                one.type(),
                one.strings(),
                switch (comparison) {
                    case PolicyComparison.Same() -> "same";
                    case PolicyComparison.Different _ -> "different";
                    case PolicyComparison.NotKnown() -> "not-known";
                },
                comparison instanceof PolicyComparison.Different(List<String> differences) ? differences : List.of(),
                one.organizations(),
                one.succeeded(),
                one.failed(),
                one.first(),
                one.last());
    }
}
