package org.mailkeep.ui;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of an RFC as a link.
 *
 * @param text as it is written in rules, for example {@code RFC 7672 §2.2}
 * @param address of that section at the RFC editor's
 */
public record RfcLink(String text, String address) {

    private static final Pattern SECTION = Pattern.compile("RFC (\\d+) §([\\d.]+)");

    /** The links in a comma-separated list such as {@code RFC 8461 §5, RFC 7672 §2.2.1}. */
    public static List<RfcLink> in(String sources) {
        return Arrays.stream(sources.split(", ", -1)).map(RfcLink::of).toList();
    }

    private static RfcLink of(String source) {
        Matcher section = SECTION.matcher(source);
        if (!section.matches()) {
            throw new IllegalArgumentException("not a section of an RFC: " + source);
        }
        return new RfcLink(
                source, "https://www.rfc-editor.org/rfc/rfc" + section.group(1) + "#section-" + section.group(2));
    }
}
