package org.mailkeep.report.api;

import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.DmarcPicture;

/** Messages in the name of our domains, and what became of them. */
@Schema(name = "DmarcSummary")
record DmarcSummaryView(
        List<Day> days,
        List<Fate> dispositions,

        @Schema(description = "The worst first, without a domain in the question.")
        List<Domain> domains,

        @Schema(description = "The worst first, with a domain in the question.")
        List<Source> sources,

        @Schema(description = "Messages of these days that are left out by trust.")
        long elsewhere) {

    @Schema(name = "DmarcDay")
    record Day(LocalDate day, long passed, long failed) {}

    @Schema(name = "DmarcDisposition")
    record Fate(String disposition, long passed, long failed) {}

    @Schema(name = "DmarcDomain")
    record Domain(String domain, long passed, long failed) {}

    @Schema(name = "DmarcSource")
    record Source(
            @Schema(description = "As written.") String source,

            long organizations,

            @Schema(description = "Messages with an aligned signature.")
            long dkim,

            @Schema(description = "Messages that SPF aligned vouches for.")
            long spf,

            long passed,
            long failed,
            long quarantined,
            long rejected) {}

    static DmarcSummaryView of(DmarcPicture picture) {
        return new DmarcSummaryView(
                picture.days().stream()
                        .map(one -> new Day(one.day(), one.passed(), one.failed()))
                        .toList(),
                picture.dispositions().stream()
                        .map(one -> new Fate(one.word(), one.passed(), one.failed()))
                        .toList(),
                picture.domains().stream()
                        .map(one -> new Domain(one.name(), one.passed(), one.failed()))
                        .toList(),
                picture.sources().stream()
                        .map(one -> new Source(
                                one.address(),
                                one.organizations(),
                                one.dkim(),
                                one.spf(),
                                one.passed(),
                                one.failed(),
                                one.quarantined(),
                                one.rejected()))
                        .toList(),
                picture.elsewhere());
    }
}
