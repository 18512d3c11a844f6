package org.mailkeep.policy.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.policy.domain.posture.Posture;

/** Whether what a hosted domain publishes is right. */
@Schema(
        name = "Posture",
        requiredProperties = {"domain", "result", "checks", "at"})
record PostureView(
        String domain,

        @Schema(
                description = "The worst result of all checks.",
                enumeration = {"pass", "warn", "fail"})
        String result,

        List<CheckView> checks,

        @Schema(description = "When the facts were gathered.")
        Instant at) {

    static PostureView of(Posture posture) {
        return new PostureView(
                posture.domain().value(),
                posture.grade().word(),
                posture.checks().stream().map(CheckView::of).toList(),
                posture.at());
    }
}
