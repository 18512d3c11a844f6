package org.mailkeep.policy.domain.mtasts;

import java.util.regex.Pattern;

/** The ABNF of RFC 8461 §3.1 that the TXT record is read by. */
final class Syntax {

    /** {@code sts-version = %s"v=STSv1"} and its {@code field-delim = *WSP ";" *WSP}; %s is case-sensitive. */
    private static final Pattern VERSION = Pattern.compile("v=STSv1[ \t]*;.*", Pattern.DOTALL);

    /** {@code sts-id-value = 1*32(ALPHA / DIGIT)}. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    /**
     * {@code sts-ext-name = (ALPHA / DIGIT) *31(ALPHA / DIGIT / "_" / "-" / ".")}, {@code sts-ext-value =
     * 1*(%x21-3A / %x3C / %x3E-7E)}, with the white space of the delimiters around it.
     */
    static final Pattern FIELD = Pattern.compile("[ \t]*([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([!-:<>-~]+)[ \t]*");

    private Syntax() {}

    static boolean hasVersion(String record) {
        return VERSION.matcher(record).matches();
    }

    static boolean isWsp(int c) {
        return c == ' ' || c == '\t';
    }
}
