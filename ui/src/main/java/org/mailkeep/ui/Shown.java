package org.mailkeep.ui;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How values are shown. */
@TemplateExtension
public final class Shown {

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Characters of a stranger's text; names and reasons are shorter. */
    private static final int MAX_SHOWN = 300;

    private static final int TILE = 10;

    private Shown() {}

    /** A time for people, to the second. */
    public static String utc(Instant time) {
        return UTC.format(time);
    }

    /** A fingerprint in groups of four digits, as people compare them. */
    public static String inGroups(String digits) {
        return digits.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /**
     * Text of a stranger: what cannot be seen, or would turn the order of other characters around (such as U+202E), stands
     * there by its code point; and it has an end.
     */
    public static String visible(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(MAX_SHOWN).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED -> shown.append(String.format(Locale.ROOT, "\u27E8U+%04X\u27E9", c));
                default -> shown.appendCodePoint(c);
            }
        });
        boolean longer = text.codePointCount(0, text.length()) > MAX_SHOWN;
        return longer ? shown.append('\u2026').toString() : shown.toString();
    }

    /** Where the tile of a number begins in a row of tiles; for the one after the last, how wide the row is. */
    static int tileWidth(int number) {
        return number * TILE;
    }

    /** The middle of a tile. */
    static int tileMiddle(int number) {
        return number * TILE + TILE / 2 - 1;
    }

    /** A text as the value of a parameter in a link. */
    public static String asParameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
