package org.mailkeep.report.domain;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What makes a report the same one again: its kind, the organisation that sent it, the id that the organisation gave it, and
 * the time that it covers. Organisations are compared without regard to case and spacing, since senders change them.
 *
 * @param organization folded
 */
public record ReportKey(Kind kind, String organization, String reportId, DateRange range) {

    /** Characters of a folded name; enough to tell organisations apart, and short enough for an index. */
    private static final int MAX_FOLDED = 200;

    /** The kinds of reports. */
    public enum Kind {
        TLS,
        DMARC
    }

    /** The key of a report with the organisation as written. */
    public static ReportKey of(Kind kind, String organization, String reportId, DateRange range) {
        return new ReportKey(kind, fold(organization), reportId, range);
    }

    /** The name of an organisation as it is compared, of at most 200 characters. */
    public static String fold(String organization) {
        String folded = Normalizer.normalize(organization, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .strip()
                .replaceAll("\\s+", " ");
        return StorableText.shortened(folded, MAX_FOLDED);
    }

    /** 32 bytes that stand for the key, whatever its length. */
    public Body hash() {
        return new ContentHash()
                .add(kind.name())
                .add(organization)
                .add(reportId)
                .add(range.begin())
                .add(range.end())
                .done();
    }
}
