package org.mailkeep.report.api;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.IntakePicture;

/** What came in. */
@Schema(name = "IntakeSummary")
record IntakeSummaryView(
        @Schema(description = "By hour for up to 3 days, by day for more.")
        List<Slot> slots,

        @Schema(description = "What waits to be processed now.")
        long spooled,

        @Schema(description = "What is in quarantine now.") long quarantined) {

    @Schema(name = "IntakeSlot")
    record Slot(
            Instant begin,

            @Schema(description = "The way by which it came.")
            String transport,

            @Schema(description = "New reports.") long stored,

            @Schema(description = "How often those came once more.")
            long again,

            @Schema(description = "Other contents under the key of a report.")
            long conflicts,

            @Schema(description = "Of the stored ones, those about domains that are not ours.")
            long foreign,

            @Schema(description = "What could not be read.") long unread) {}

    static IntakeSummaryView of(IntakePicture picture) {
        return new IntakeSummaryView(
                picture.slots().stream()
                        .map(slot -> new Slot(
                                slot.begin(),
                                slot.transport().name(),
                                slot.stored(),
                                slot.again(),
                                slot.conflicts(),
                                slot.foreign(),
                                slot.unread()))
                        .toList(),
                picture.spooled(),
                picture.quarantined());
    }
}
