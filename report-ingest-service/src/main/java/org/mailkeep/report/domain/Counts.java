package org.mailkeep.report.domain;

import java.math.BigDecimal;

/** Numbers of sessions or messages as reports write them. */
public final class Counts {

    /**
     * More than all the world's mail in a day, about 4 × 10¹¹ messages: no report has more to count, and millions of them can
     * be added up without overflow.
     */
    public static final long MAX = 1_000_000_000_000L;

    /** Longer than any number up to {@link #MAX} has to be written. */
    private static final int MAX_LITERAL = 40;

    private Counts() {}

    /**
     * Reads a JSON number, or a string with one in it.
     *
     * @throws Refusal for what is no whole number from 0 to {@link #MAX}
     */
    public static long of(String literal, Place place) throws Refusal {
        BigDecimal number = parse(literal, place);
        if (number.signum() < 0) {
            throw new Refusal(place, "the count is negative");
        }
        if (number.signum() == 0) {
            return 0;
        }
        // Before anything is written out: "1e999999999" is short.
        if ((long) number.precision() - number.scale() > Long.toString(MAX).length()) {
            throw new Refusal(place, "the count is too large");
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new Refusal(place, "the count is not a whole number");
        }
        long count = number.longValue();
        if (count > MAX) {
            throw new Refusal(place, "the count is too large");
        }
        return count;
    }

    private static BigDecimal parse(String literal, Place place) throws Refusal {
        if (literal.length() > MAX_LITERAL) {
            throw new Refusal(place, "the count is not a number of sensible length");
        }
        try {
            return new BigDecimal(literal);
        } catch (NumberFormatException _) {
            throw new Refusal(place, "the count is not a number");
        }
    }
}
