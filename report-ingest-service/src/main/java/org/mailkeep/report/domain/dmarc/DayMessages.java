package org.mailkeep.report.domain.dmarc;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What one report adds to the day's totals of its domain.
 *
 * @param disposition what became of the messages
 * @param passed whether DKIM or SPF aligned vouched for them
 */
public record DayMessages(String disposition, boolean passed, long messages) {

    /** A word that is not one of the three of RFC 7489 §6.3, which attackers could make up without end. */
    static final String OTHER = "other";

    private record Kind(String disposition, boolean passed) {}

    /** The shares of a report's records. */
    public static List<DayMessages> of(List<DmarcRecord> records) {
        var sums =
                new TreeMap<Kind, Long>(Comparator.comparing(Kind::disposition).thenComparing(Kind::passed));
        for (DmarcRecord one : records) {
            sums.merge(new Kind(disposition(one), one.passes()), one.count(), Long::sum);
        }
        return sums.entrySet().stream()
                .map(sum ->
                        new DayMessages(sum.getKey().disposition(), sum.getKey().passed(), sum.getValue()))
                .toList();
    }

    private static String disposition(DmarcRecord one) {
        return switch (one.disposition()) {
            // RFC 9990 says "pass" where the policy had nothing to do.
            case "none", "pass" -> "none";
            case "quarantine", "reject" -> one.disposition();
            default -> OTHER;
        };
    }
}
