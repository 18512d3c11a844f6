package org.mailkeep.platform.observe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text without what is nobody else's business: the local part of an address, and keys in armor (RFC 9580 §6.2). */
final class PrivateText {

    static final String MASK = "…";

    /** No domain is a number; what stands before one is a topic and its partition, and after it the offset. */
    private static final Pattern AT = Pattern.compile("(?:@|%40)(?!\\d{1,19}(?![\\w.%-]))");

    /** The local part in clear that a Web Key Directory request may carry. */
    private static final Pattern WKD_LOCAL_PART = Pattern.compile("(?<=[?&]l=)[^\\s&\"]+");

    private static final Pattern ARMOR = Pattern.compile("-----BEGIN [A-Z ]++-----.*?(?:-----END [A-Z ]++-----|\\z)", Pattern.DOTALL);

    private static final String DELIMITERS = "<>()[],;:\\\"";

    private PrivateText() {}

    static String of(String text) {
        return withoutLocalParts(
                WKD_LOCAL_PART.matcher(ARMOR.matcher(text).replaceAll("[key]")).replaceAll(MASK));
    }

    /** A local part may have almost any character (RFC 5321 §4.1.2), so that much of a URL in front of it goes as well. */
    private static String withoutLocalParts(String text) {
        var shown = new StringBuilder();
        int done = 0;
        Matcher at = AT.matcher(text);
        while (at.find()) {
            int begin = beginOfLocalPart(text, done, at.start());
            shown.append(text, done, begin);
            if (begin < at.start()) {
                shown.append(MASK);
            }
            done = at.start();
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static int beginOfLocalPart(String text, int from, int end) {
        if (end > from && text.charAt(end - 1) == '"') {
            return Math.max(from, text.lastIndexOf('"', end - 2));
        }
        int begin = end;
        while (begin > from && !isDelimiter(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || DELIMITERS.indexOf(c) >= 0;
    }
}
