package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.stored.KeptReport;

/** The head of a report, as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Report")
record ReportView(
        UUID id,
        @Schema(enumeration = {"tls", "dmarc"}) String kind,

        @Schema(description = "As the sender calls itself.") String organization,

        @Nullable String contact,
        @Schema(description = "As the sender calls it.") String reportId,

        @Schema(description = "Begin of the time that it covers.")
        Instant from,

        @Schema(description = "End of the time that it covers.")
        Instant to,

        List<String> domains,
        Instant receivedAt,
        Instant lastReceivedAt,
        int timesReceived,
        @Schema(enumeration = {"https", "rest", "lmtp"}) String transport,

        @Schema(
                description = "How it is known who sent it.",
                enumeration = {"dkim", "token", "unverified"})
        String trust,

        @Schema(description = "The domain whose DKIM signature the mail bears.") @Nullable String signedBy,

        @Schema(description = "Whether it is about a domain of ours.")
        boolean hosted,

        @Schema(description = "Sessions; for DMARC, messages that pass.")
        long succeeded,

        @Schema(description = "Sessions; for DMARC, messages that do not pass.")
        long failed,

        @Schema(description = "Deviations from the RFCs.") List<String> quirks) {

    static ReportView of(KeptReport report) {
        return new ReportView(
                report.id(),
                word(report.kind()),
                report.organization(),
                report.contact().orElse(null),
                report.reportId(),
                report.range().begin(),
                report.range().end(),
                report.domains().stream().map(DomainName::value).toList(),
                report.receivedAt(),
                report.lastReceivedAt(),
                report.timesReceived(),
                word(report.transport()),
                word(report.trust()),
                report.signedBy().map(DomainName::value).orElse(null),
                report.hosted(),
                report.succeeded(),
                report.failed(),
                report.quirks());
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
