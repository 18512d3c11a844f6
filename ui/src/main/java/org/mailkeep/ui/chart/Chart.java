package org.mailkeep.ui.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers by day, stacked. The template {@code ui/chart} shows it; the scripts of {@code ui/chartScripts} draw it. Who drags
 * over some days goes to the same page with these days.
 *
 * @param id of the element in the page
 * @param title what it shows
 * @param days in order
 * @param series from the ground up
 * @param events what happened meanwhile: drawn as lines, and listed
 */
public record Chart(String id, String title, List<LocalDate> days, List<Series> series, List<Event> events) {

    private static final JsonMapper JSON = new JsonMapper();

    /** How a series is drawn. */
    public enum Look {
        GOOD,
        BAD,
        PLAIN
    }

    /**
     * A number for each day; none where nothing is known of it, which is not nought.
     *
     * @param name for people
     */
    public record Series(String name, Look look, List<@Nullable Long> values) {}

    /** Something that happened. */
    public record Event(Instant at, String what) {}

    /** One day of the table behind the chart. */
    public record Line(LocalDate day, List<String> numbers) {}

    public Chart {
        days = List.copyOf(days);
        series = List.copyOf(series);
        events = List.copyOf(events);
    }

    /** What the script draws: times in seconds, a list of numbers for each series. */
    public String data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(
                "times",
                days.stream()
                        .map(day -> day.atStartOfDay(ZoneOffset.UTC).toEpochSecond())
                        .toList());
        data.put(
                "series",
                series.stream()
                        .map(one -> {
                            Map<String, Object> shown = new LinkedHashMap<>();
                            shown.put("name", one.name());
                            shown.put("look", one.look().name().toLowerCase(Locale.ROOT));
                            shown.put("values", one.values());
                            return shown;
                        })
                        .toList());
        data.put(
                "events",
                events.stream().map(event -> event.at().getEpochSecond()).toList());
        try {
            return JSON.writeValueAsString(data);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("lists of numbers can be written", impossible);
        }
    }

    /** The same numbers, the latest day first. */
    public List<Line> lines() {
        var lines = new ArrayList<Line>();
        for (int i = days.size() - 1; i >= 0; i--) {
            var numbers = new ArrayList<String>();
            for (Series one : series) {
                Long value = one.values().get(i);
                numbers.add(value == null ? "no report" : value.toString());
            }
            lines.add(new Line(days.get(i), numbers));
        }
        return lines;
    }
}
