package org.mailkeep.policy.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.domain.posture.CheckResult;

/** How a check came out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Check",
        requiredProperties = {"check", "subject", "result", "evidence"})
record CheckView(
        @Schema(examples = "mta-sts-record") String check,

        @Schema(description = "The domain or host that was looked at.")
        String subject,

        @Schema(enumeration = {"pass", "warn", "fail"}) String result,

        @Schema(description = "What was seen, in sentences.")
        String evidence,

        @Schema(description = "What to do about it, in a sentence; absent where there is nothing to mend.") @Nullable String mend) {

    static CheckView of(CheckResult result) {
        return new CheckView(
                result.check().word(),
                result.subject().value(),
                result.grade().word(),
                result.evidence(),
                result.mend().isEmpty() ? null : result.mend());
    }
}
