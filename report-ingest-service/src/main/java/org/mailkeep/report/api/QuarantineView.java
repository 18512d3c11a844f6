package org.mailkeep.report.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.stored.QuarantineEntry;

/** Something that could not be read, as clients see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "QuarantineEntry")
record QuarantineView(
        UUID id,
        Instant receivedAt,
        @Schema(enumeration = {"https", "rest", "lmtp"}) String transport,
        @Schema(enumeration = {"report", "message"}) String payload,

        @Schema(description = "The domain by whose secret path it came.") @Nullable String vouchedFor,

        @Schema(description = "Octets.") int size,

        @Schema(description = "Where in it.", examples = "$.policies[0].summary")
        String path,

        @Schema(description = "What is wrong there.") String reason,

        @Schema(description = "Reports in it that cannot be read; path and reason are of the first.")
        int faults,

        Instant lastAttemptAt) {

    static QuarantineView of(QuarantineEntry entry) {
        return new QuarantineView(
                entry.id(),
                entry.receivedAt(),
                ReportView.word(entry.transport()),
                ReportView.word(entry.payload()),
                entry.vouchedFor().map(DomainName::value).orElse(null),
                entry.size(),
                entry.path(),
                entry.reason(),
                entry.faults(),
                entry.lastAttemptAt());
    }
}
