package org.mailkeep.report.domain;

/** Text that any store takes: PostgreSQL refuses U+0000, and UTF-8 has no half surrogate pairs. */
public final class StorableText {

    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The same text with what cannot be stored replaced by U+FFFD; the very same object where there is nothing of it. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnstorable(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    /** The beginning of a text, never cut within a surrogate pair. */
    public static String shortened(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
        return text.substring(0, end);
    }

    private static String replaced(String text) {
        var storable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            storable.append(isUnstorable(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return storable.toString();
    }

    private static boolean isUnstorable(String text, int i) {
        char c = text.charAt(i);
        if (c == 0) {
            return true;
        }
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
