package org.mailkeep.ui.table;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.mailkeep.ui.Mark;
import org.mailkeep.ui.Shown;

/**
 * What stands in a row under a column.
 *
 * @param kind how it is shown
 * @param text in words; text of strangers as they wrote it, made harmless where it is shown or handed out
 * @param number of numbers, and for a bar the share in percent
 * @param link to the rows behind it
 * @param mark of a badge
 * @param tiles of a row of tiles
 * @param points of a line, the earliest first
 */
public record Cell(
        Kind kind, String text, long number, Optional<String> link, Mark mark, List<Tile> tiles, List<Long> points) {

    /** Of the line's picture, in its own units. */
    private static final int HEIGHT = 20;

    private static final int STEP = 4;

    /** Characters that fit a narrow column; a day has ten. */
    private static final int SHORT = 12;

    /** The ways to show a cell. */
    public enum Kind {
        TEXT,
        TIME,
        NUMBER,
        BADGE,
        TILES,
        LINE,
        BAR
    }

    public Cell {
        tiles = List.copyOf(tiles);
        points = List.copyOf(points);
    }

    public static Cell text(String text) {
        return new Cell(Kind.TEXT, text, 0, Optional.empty(), Mark.PLAIN, List.of(), List.of());
    }

    /**
     * A text that leads somewhere.
     *
     * @param address path and query of a page of this service
     */
    public static Cell link(String text, String address) {
        return new Cell(Kind.TEXT, text, 0, Optional.of(address), Mark.PLAIN, List.of(), List.of());
    }

    public static Cell number(long number) {
        return new Cell(Kind.NUMBER, Long.toString(number), number, Optional.empty(), Mark.PLAIN, List.of(), List.of());
    }

    /** A number that leads to the rows that it sums up; nought leads nowhere. */
    public static Cell number(long number, String address) {
        Optional<String> link = number == 0 ? Optional.empty() : Optional.of(address);
        return new Cell(Kind.NUMBER, Long.toString(number), number, link, Mark.PLAIN, List.of(), List.of());
    }

    /** What these rows come to together. */
    public static <T> Cell sum(Collection<T> rows, ToLongFunction<? super T> number) {
        return number(rows.stream().mapToLong(number).sum());
    }

    /** What these rows come to together, with the way to them. */
    public static <T> Cell sum(Collection<T> rows, ToLongFunction<? super T> number, String address) {
        return number(rows.stream().mapToLong(number).sum(), address);
    }

    /** A word and how good it is. */
    public static Cell badge(Mark mark, String text) {
        return new Cell(Kind.BADGE, text, 0, Optional.empty(), mark, List.of(), List.of());
    }

    /** A time, to the second. */
    public static Cell time(Instant time) {
        return new Cell(Kind.TIME, Shown.utc(time), 0, Optional.empty(), Mark.PLAIN, List.of(), List.of());
    }

    /**
     * A row of days.
     *
     * @param summary the same in words
     */
    public static Cell tiles(List<Tile> tiles, String summary) {
        return new Cell(Kind.TILES, summary, 0, Optional.empty(), Mark.PLAIN, tiles, List.of());
    }

    /**
     * A small line, its numbers the earliest first.
     *
     * @param summary the same in words
     */
    public static Cell line(List<Long> points, String summary) {
        return new Cell(Kind.LINE, summary, 0, Optional.empty(), Mark.PLAIN, List.of(), points);
    }

    /** A bar as long as the part is of the whole. */
    public static Cell bar(long part, long whole) {
        long share = whole <= 0 ? 0 : Math.round(100.0 * part / whole);
        return new Cell(Kind.BAR, share + " %", share, Optional.empty(), Mark.PLAIN, List.of(), List.of());
    }

    /** Nothing. */
    public static Cell none() {
        return text("");
    }

    /** Whether it stays on one line, as days and times do. */
    public boolean isShort() {
        return kind == Kind.TIME || text.length() <= SHORT;
    }

    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    public boolean isBadge() {
        return kind == Kind.BADGE;
    }

    public boolean isTiles() {
        return kind == Kind.TILES;
    }

    public boolean isLine() {
        return kind == Kind.LINE;
    }

    public boolean isBar() {
        return kind == Kind.BAR;
    }

    /** Width of the line's picture. */
    public int lineWidth() {
        return Math.max(1, points.size() - 1) * STEP;
    }

    /** The corners of the line, as SVG has them. */
    public String line() {
        long most = points.stream().mapToLong(Long::longValue).max().orElse(0);
        var x = new int[1];
        return points.stream()
                .map(point -> {
                    long y = most == 0 ? HEIGHT - 1 : HEIGHT - 1 - Math.round((HEIGHT - 2.0) * point / most);
                    String corner = x[0] + "," + y;
                    x[0] += STEP;
                    return corner;
                })
                .collect(Collectors.joining(" "));
    }
}
