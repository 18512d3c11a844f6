package org.mailkeep.report.api;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.dashboard.DayTotal;
import org.mailkeep.report.domain.dashboard.RibbonList;

/** Names with what was reported of them day by day. */
@Schema(name = "Totals")
record TotalsView(
        @Schema(description = "Those with the most failures of the last complete day first.")
        List<Line> items,

        @Schema(description = "How many there are.") long names,

        @Schema(description = "Of all of them.") long reports,

        @Schema(description = "Of all of them.") long succeeded,

        @Schema(description = "Of all of them.") long failed,

        @Schema(description = "Reports of these days that are left out by trust.")
        long elsewhere) {

    @Schema(name = "TotalsLine")
    record Line(
            @Schema(description = "A domain, or an organisation in lower case.")
            String name,

            @Schema(description = "Of a domain the organisations that report about it; of an organisation the domains.")
            long peers,

            long reports,
            long succeeded,
            long failed,

            @Schema(description = "Of a domain: kinds of policies that the last reports name.")
            Collection<String> policies,

            List<Day> days) {}

    @Schema(name = "DayTotal")
    record Day(LocalDate day, long reports, long succeeded, long failed) {

        static Day of(DayTotal day) {
            return new Day(day.day(), day.reports(), day.succeeded(), day.failed());
        }
    }

    static TotalsView of(RibbonList list, Map<String, Collection<String>> policies) {
        return new TotalsView(
                list.first().stream()
                        .map(one -> new Line(
                                one.name(),
                                one.peers(),
                                one.reports(),
                                one.succeeded(),
                                one.failed(),
                                policies.getOrDefault(one.name(), List.of()),
                                one.days().stream().map(Day::of).toList()))
                        .toList(),
                list.names(),
                list.reports(),
                list.succeeded(),
                list.failed(),
                list.elsewhere());
    }
}
