package org.mailkeep.report.api;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.outbound.Suppression;

/** A domain that gets no reports from us, as clients see it. */
@Schema(name = "ReportSuppression")
record SuppressionView(
        @Schema(examples = "example.com") String domain,

        @Schema(examples = "They asked us to stop.") String reason,

        Instant since) {

    static SuppressionView of(Suppression suppression) {
        return new SuppressionView(suppression.domain().value(), suppression.reason(), suppression.since());
    }
}
