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

    private Shown() {}

    /** A time for people, to the second. */
    public static String utc(Instant time) {
        return UTC.format(time);
    }

    /** A fingerprint in groups of four digits, as people compare them. */
    public static String inGroups(String digits) {
        return digits.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** A text as the value of a parameter in a link. */
    static String asParameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
