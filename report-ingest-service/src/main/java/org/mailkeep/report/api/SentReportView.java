package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.outbound.ReportDelivery;
import org.mailkeep.report.domain.outbound.SentReport;

/** A report of ours, as clients see it. */
@Schema(name = "SentReport")
record SentReportView(
        UUID id,

        @Schema(description = "That it is about.", examples = "example.com")
        String domain,

        @Schema(description = "The UTC day.") LocalDate day,

        @Schema(description = "As it stands in the report.") String reportId,

        String fileName,

        @Schema(description = "Sessions.") long succeeded,

        @Schema(description = "Sessions.") long failed,

        Instant builtAt,

        @Schema(description = "One for each rua of the domain's record.")
        List<Delivery> deliveries) {

    /** A report's way to one destination. */
    @Schema(name = "ReportDelivery")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Delivery(
            @Schema(description = "The URI as the domain's record has it.", examples = "mailto:tlsrpt@example.com")
            String destination,

            @Schema(enumeration = {"waiting", "taken", "refused", "given-up", "dry-run", "suppressed"})
            String state,

            @Schema(description = "Of the next attempt, while it waits.") @Nullable Instant dueAt,

            int attempts,

            @Nullable Instant lastAttemptAt,

            @Schema(description = "Of HTTP or SMTP, of the last attempt.") @Nullable Integer status,

            @Schema(description = "What the receiver said, or what was in the way.") @Nullable String reply) {

        static Delivery of(ReportDelivery delivery) {
            boolean isWaiting = switch (delivery.state()) {
                case WAITING -> true;
                case TAKEN, REFUSED, GIVEN_UP, DRY_RUN, SUPPRESSED -> false;
            };
            return new Delivery(
                    delivery.destination(),
                    delivery.state().word(),
                    isWaiting ? delivery.dueAt() : null,
                    delivery.attempts(),
                    delivery.lastAttemptAt().orElse(null),
                    delivery.status().orElse(null),
                    delivery.reply().orElse(null));
        }
    }

    static SentReportView of(SentReport report) {
        return new SentReportView(
                report.id(),
                report.domain().value(),
                report.day(),
                report.reportId(),
                report.fileName(),
                report.succeeded(),
                report.failed(),
                report.builtAt(),
                report.deliveries().stream().map(Delivery::of).toList());
    }
}
