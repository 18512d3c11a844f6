package org.mailkeep.report.api.pages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.report.domain.dashboard.DayTotal;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.ui.chart.Chart;
import org.mailkeep.ui.chart.Chart.Look;
import org.mailkeep.ui.chart.Chart.Series;

/** Charts over the days of a page. */
final class Charts {

    private Charts() {}

    /** Sessions by day, those that succeeded below those that failed. */
    static Chart sessions(TimeRange range, List<DayTotal> totals, List<Chart.Event> events) {
        Map<LocalDate, DayTotal> byDay = totals.stream().collect(Collectors.toMap(DayTotal::day, Function.identity()));
        var succeeded = new ArrayList<@Nullable Long>();
        var failed = new ArrayList<@Nullable Long>();
        for (LocalDate day : range.days()) {
            DayTotal total = byDay.get(day);
            succeeded.add(total == null ? null : total.succeeded());
            failed.add(total == null ? null : total.failed());
        }
        return new Chart(
                "sessions",
                "Sessions by day",
                range.days(),
                List.of(new Series("succeeded", Look.GOOD, succeeded), new Series("failed", Look.BAD, failed)),
                events);
    }

    /** One number by day; nought where nothing is said of a day. */
    static Chart numbers(String title, String name, Look look, TimeRange range, Map<LocalDate, Long> numbers) {
        var values = new ArrayList<@Nullable Long>();
        range.days().forEach(day -> values.add(numbers.getOrDefault(day, 0L)));
        return new Chart("numbers", title, range.days(), List.of(new Series(name, look, values)), List.of());
    }
}
