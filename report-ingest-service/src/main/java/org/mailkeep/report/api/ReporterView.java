package org.mailkeep.report.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.ReporterPicture;

/** An organisation that reports. */
@Schema(name = "Reporter")
record ReporterView(
        @Schema(description = "In lower case.") String organization,

        List<TotalsView.Day> days,

        @Schema(description = "About which it reported, at most 100.")
        TotalsView domains,

        @Schema(description = "How its reports deviate from the RFCs, of whatever time.")
        List<Deviation> quirks) {

    @Schema(name = "ReporterQuirk")
    record Deviation(
            String quirk,
            long reports,
            Instant first,
            Instant last,

            @Schema(description = "Where in a report it stands, for example.")
            String path) {}

    static ReporterView of(String organization, ReporterPicture picture) {
        return new ReporterView(
                organization,
                picture.days().stream().map(TotalsView.Day::of).toList(),
                TotalsView.of(picture.domains(), Map.of()),
                picture.quirks().stream()
                        .map(quirk ->
                                new Deviation(quirk.word(), quirk.reports(), quirk.first(), quirk.last(), quirk.path()))
                        .toList());
    }
}
