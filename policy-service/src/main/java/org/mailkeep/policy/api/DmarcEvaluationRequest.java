package org.mailkeep.policy.api;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.problem.Problems;
import org.mailkeep.policy.domain.dmarc.Authentication;
import org.mailkeep.policy.domain.dmarc.Authentication.Mechanism;
import org.mailkeep.policy.domain.dmarc.Authentication.Result;

/** What SPF and DKIM said of a message. */
@Schema(
        name = "DmarcEvaluationRequest",
        requiredProperties = {"fromDomain"})
record DmarcEvaluationRequest(
        @Schema(description = "The domain of the address in the From field.") @Nullable String fromDomain,

        @Nullable Outcome spf,

        @Schema(maxItems = Authentication.MAX_CHECKS - 1, description = "One for each signature.") @Nullable List<@Nullable Outcome> dkim) {

    @Schema(
            name = "AuthenticationOutcome",
            requiredProperties = {"domain", "result"})
    record Outcome(
            @Schema(description = "SPF: the domain of MAIL FROM, or of HELO where that is empty. DKIM: d=.") @Nullable String domain,

            @Schema(
                    description = "As in RFC 8601 §2.7.",
                    enumeration = {"pass", "fail", "softfail", "neutral", "none", "policy", "temperror", "permerror"})
            @Nullable String result) {}

    /**
     * The request in the words of the domain.
     *
     * @throws HttpProblem that tells the client what is wrong with it
     */
    Authentication read() {
        List<Authentication.Check> checks = new ArrayList<>();
        if (spf != null) {
            checks.add(check(Mechanism.SPF, spf));
        }
        List<@Nullable Outcome> signatures = dkim == null ? List.of() : dkim;
        if (signatures.size() >= Authentication.MAX_CHECKS) {
            throw Calls.invalid("there are more than " + (Authentication.MAX_CHECKS - 1) + " results of DKIM");
        }
        for (Outcome signature : signatures) {
            if (signature == null) {
                throw Calls.invalid("a result of DKIM is null");
            }
            checks.add(check(Mechanism.DKIM, signature));
        }
        return new Authentication(Problems.domain(fromDomain), checks);
    }

    private static Authentication.Check check(Mechanism mechanism, Outcome outcome) {
        Result result = Result.parse(outcome.result == null ? "" : outcome.result)
                .orElseThrow(() -> Calls.invalid("a result is none of RFC 8601, such as pass or fail"));
        return new Authentication.Check(mechanism, Problems.domain(outcome.domain), result);
    }
}
