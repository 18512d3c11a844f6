package org.mailkeep.report.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.Share;

/** Failures, counted. */
@Schema(name = "FailureCounts")
record FailureCountsView(
        @Schema(description = "Failure details.") long rows,

        @Schema(description = "Failed sessions.") long sessions,

        @Schema(
                description =
                        "By domain, kind, type, mx, organization, network, receiver, reason and day; (none) stands for what a"
                                + " report does not say.")
        Map<String, List<Count>> by) {

    @Schema(name = "FailureCount")
    record Count(@Schema(description = "As reported.") String value, long rows, long sessions) {}

    static FailureCountsView of(FailurePicture picture) {
        Map<String, List<Count>> by = new TreeMap<>();
        for (Dimension dimension : Dimension.values()) {
            by.put(
                    dimension.word(),
                    picture.of(dimension).stream().map(FailureCountsView::count).toList());
        }
        return new FailureCountsView(picture.rows(), picture.sessions(), by);
    }

    private static Count count(Share share) {
        return new Count(share.value(), share.rows(), share.sessions());
    }
}
