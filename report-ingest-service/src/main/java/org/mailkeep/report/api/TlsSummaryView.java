package org.mailkeep.report.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.mailkeep.report.domain.stored.TlsDay;

/** What was reported of a domain, day by day. */
@Schema(name = "TlsSummary")
record TlsSummaryView(
        String domain,
        LocalDate from,
        LocalDate to,

        @Schema(description = "Days with reports; for one day there may be two, of verified senders and of others.")
        List<Day> days) {

    @Schema(name = "TlsDay")
    record Day(
            LocalDate day,

            @Schema(description = "Whether it is known who sent the reports, and they are about a domain of ours.")
            boolean verified,

            long reports,

            @Schema(description = "Sessions; those under DANE and MTA-STS count once.")
            long succeeded,

            @Schema(description = "The same.") long failed,

            @Schema(description = "Failed sessions of the details.")
            Map<String, Long> byResultType,

            @Schema(description = "Failed sessions of the details; the name is empty where reports have none.")
            Map<String, Long> byMx,

            Map<String, Sessions> byOrganization) {

        static Day of(TlsDay day) {
            return new Day(
                    day.day(),
                    day.verified(),
                    day.reports(),
                    day.succeeded(),
                    day.failed(),
                    day.byResultType(),
                    day.byMx(),
                    Sessions.of(day.byOrganization()));
        }
    }

    @Schema(name = "Sessions")
    record Sessions(long succeeded, long failed) {

        static Map<String, Sessions> of(Map<String, TlsDay.Sessions> all) {
            var views = new LinkedHashMap<String, Sessions>();
            all.forEach((name, one) -> views.put(name, new Sessions(one.succeeded(), one.failed())));
            return views;
        }
    }
}
