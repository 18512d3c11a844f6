package org.mailkeep.report.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.outbound.SessionBatch;

/** What came of a batch of sessions, as clients see it. */
@Schema(name = "SessionsCounted")
record SessionsView(
        @Schema(description = "It was counted before; the numbers are those of this time.")
        boolean known,

        @Schema(description = "Lines that are not blank.") int lines,

        @Schema(description = "Sessions that are counted now.")
        long counted,

        @Schema(description = "Sessions that are left out: they carried nothing but reports.")
        long reportOnly,

        @Schema(description = "Sessions of days whose reports are made; they are not counted.")
        long tooLate,

        @Schema(description = "Sessions that have not taken place yet; they are not counted.")
        long inFuture,

        @Schema(description = "Lines that cannot be read.") int faulty,

        @Schema(description = "The first 20 of those.") List<Fault> faults) {

    static final SessionsView KNOWN = new SessionsView(true, 0, 0, 0, 0, 0, 0, List.of());

    /** A line that cannot be read. */
    @Schema(name = "SessionFault")
    record Fault(
            @Schema(description = "The first one is 1; blank ones do not count.")
            int line,

            @Schema(examples = "$.domain") String path,

            String reason) {}

    static SessionsView of(SessionBatch.Summary summary) {
        return new SessionsView(
                false,
                summary.lines(),
                summary.counted(),
                summary.reportOnly(),
                summary.tooLate(),
                summary.inFuture(),
                summary.faulty(),
                summary.faults().stream()
                        .map(fault -> new Fault(fault.line(), fault.path(), fault.reason()))
                        .toList());
    }
}
