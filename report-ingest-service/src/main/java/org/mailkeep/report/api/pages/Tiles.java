package org.mailkeep.report.api.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mailkeep.report.domain.dashboard.Completeness;
import org.mailkeep.report.domain.dashboard.DayTotal;
import org.mailkeep.report.domain.dashboard.Health;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Tile;

/** A row of tiles, one for each day of a time. */
final class Tiles {

    /** More do not fit; the latest are shown. */
    static final int MAX_DAYS = 92;

    private Tiles() {}

    /** The days of a time, or the latest of them. */
    static List<LocalDate> days(TimeRange range) {
        return range.length() <= MAX_DAYS
                ? range.days()
                : TimeRange.until(range.last(), MAX_DAYS).days();
    }

    static Cell of(List<DayTotal> totals, TimeRange range, Instant now) {
        Map<LocalDate, DayTotal> byDay = totals.stream().collect(Collectors.toMap(DayTotal::day, Function.identity()));
        List<LocalDate> days = days(range);
        List<Tile> tiles = days.stream()
                .map(day -> tile(day, Optional.ofNullable(byDay.get(day)), now))
                .toList();
        return Cell.tiles(tiles, summary(tiles, days));
    }

    private static Tile tile(LocalDate day, Optional<DayTotal> total, Instant now) {
        boolean expected = Completeness.isExpected(day, now);
        Optional<Mark> mark = total.flatMap(one -> switch (Health.of(one.succeeded(), one.failed())) {
            case GOOD -> Optional.of(Mark.GOOD);
            case SOME_FAILED -> Optional.of(Mark.WARN);
            case MANY_FAILED -> Optional.of(Mark.BAD);
            case UNKNOWN -> Optional.empty();
        });
        String what = total.map(one -> one.failed() + " of " + (one.succeeded() + one.failed()) + " sessions failed")
                .orElse("no report");
        return new Tile(
                mark, expected, day + ": " + what + (expected ? ", more reports expected" : ""), Optional.empty());
    }

    private static String summary(List<Tile> tiles, List<LocalDate> days) {
        return days.getFirst() + " to " + days.getLast() + ": " + count(tiles, Optional.of(Mark.GOOD))
                + " days without failures, " + count(tiles, Optional.of(Mark.WARN)) + " with some, "
                + count(tiles, Optional.of(Mark.BAD)) + " with many, " + count(tiles, Optional.empty())
                + " without report";
    }

    private static long count(List<Tile> tiles, Optional<Mark> mark) {
        return tiles.stream().filter(tile -> tile.mark().equals(mark)).count();
    }
}
