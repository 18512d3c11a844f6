package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.stale.PolicyShare;

/** Which MTA-STS policy each sender goes by. */
@Schema(name = "StalePolicies")
record StalePoliciesView(
        String domain,

        @Schema(description = "Days that are looked back on.")
        int days,

        @Schema(description = "Share of senders that go by another policy than the one that is served, 0 to 1.")
        double staleShare,

        @Schema(description = "By share of senders, the largest first.")
        List<Policy> policies) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SeenPolicy")
    record Policy(
            @Schema(enumeration = {"current", "old", "unknown"})
            String state,

            @Schema(description = "Of its MTA-STS record, where a probe saw it served.") @Nullable String id,

            @Schema(description = "Its lines in canonical form.")
            List<String> policy,

            List<String> organizations,

            @Schema(description = "Of all senders, 0 to 1.") double share,

            long sessions,
            Instant lastSeen) {

        static Policy of(PolicyShare share) {
            return new Policy(
                    share.state().word(),
                    share.id().orElse(null),
                    share.policy().lines(),
                    List.copyOf(share.organizations()),
                    share.share(),
                    share.sessions(),
                    share.lastSeen());
        }
    }

    static StalePoliciesView of(DomainName domain, int days, List<PolicyShare> shares) {
        double stale = shares.stream()
                .filter(one -> one.state() == PolicyShare.State.OLD)
                .mapToDouble(PolicyShare::share)
                .sum();
        return new StalePoliciesView(
                domain.value(), days, stale, shares.stream().map(Policy::of).toList());
    }
}
