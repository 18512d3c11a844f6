package org.mailkeep.report.domain.dashboard;

import java.time.Instant;
import java.util.List;

/**
 * What is known of an organisation that reports.
 *
 * @param quirks deviations of its reports, the most frequent first, of whatever time
 */
public record ReporterPicture(List<DayTotal> days, RibbonList domains, List<SeenQuirk> quirks) {

    /** A deviation with an example of where in a report it stands. */
    public record SeenQuirk(String word, long reports, Instant first, Instant last, String path) {}

    public ReporterPicture {
        days = List.copyOf(days);
        quirks = List.copyOf(quirks);
    }
}
