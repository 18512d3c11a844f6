package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.verification.ResultType;
import org.mailkeep.policy.domain.verification.Verdict;

/** Whether what a host presented satisfies the policy. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Verdict",
        requiredProperties = {"verdict", "passes", "why"})
record VerdictView(
        @Schema(
                enumeration = {
                    "dane-matched",
                    "encrypted",
                    "sts-matched",
                    "nothing-demanded",
                    "policy-unavailable",
                    "failed"
                })
        String verdict,

        @Schema(description = "Whether mail may go to the host.")
        boolean passes,

        @Schema(description = "What a TLS report would say of it: a result type of RFC 8460 §4.3.") @Nullable String resultType,

        String why,

        @Schema(description = "The record that matches.") TlsPolicyView.@Nullable Tlsa matchedTlsa,

        @Schema(description = "The mx of the MTA-STS policy that allows the host.") @Nullable String matchedPattern) {

    static VerdictView of(Verdict verdict) {
        return new VerdictView(
                verdict.word(),
                verdict.passes(),
                verdict.resultType().map(ResultType::word).orElse(null),
                verdict.why(),
                verdict instanceof Verdict.DaneMatched(var record) ? Views.tlsa(record) : null,
                verdict instanceof Verdict.StsMatched(String pattern) ? pattern : null);
    }
}
