package org.mailkeep.policy.domain.mtasts;

import java.util.regex.Pattern;

/** The parts of the ABNF of RFC 8461 §3 that the TXT record and the policy file share, and the record's own fields. */
final class Syntax {

    /** {@code sts-version = %s"v=STSv1"} and its {@code field-delim = *WSP ";" *WSP}; %s is case-sensitive. */
    private static final Pattern VERSION = Pattern.compile("v=STSv1[ \t]*;");

    /** {@code sts-id-value = 1*32(ALPHA / DIGIT)}. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    /**
     * {@code sts-ext-name = (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")}; the policy file's names are the
     * same.
     */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

    /** {@code sts-ext-name "=" sts-ext-value}, where {@code sts-ext-value = 1*(%x21-3A / %x3C / %x3E-7E)}. */
    static final Pattern FIELD = Pattern.compile("(" + NAME + ")=([!-:<>-~]+)");

    private Syntax() {}

    static boolean hasVersion(String record) {
        return VERSION.matcher(record).lookingAt();
    }

    /** Without the WSP (blank, tabulator) at both ends; {@link String#strip} would take line breaks and more. */
    static String trimWsp(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWsp(text.charAt(start))) {
            start++;
        }
        while (start < end && isWsp(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean endsWithWsp(String text) {
        return !text.isEmpty() && isWsp(text.charAt(text.length() - 1));
    }

    private static boolean isWsp(char c) {
        return c == ' ' || c == '\t';
    }
}
