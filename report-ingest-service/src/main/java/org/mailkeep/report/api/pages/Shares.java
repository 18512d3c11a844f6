package org.mailkeep.report.api.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.Share;
import org.mailkeep.ui.table.Cell;
import org.mailkeep.ui.table.Column;
import org.mailkeep.ui.table.Table;

/** Failures counted by one thing after the other. */
final class Shares {

    private static final Map<Dimension, String> NAMES = Map.of(
            Dimension.DOMAIN, "Domain",
            Dimension.KIND, "Kind",
            Dimension.TYPE, "Result type",
            Dimension.MX, "MX host",
            Dimension.ORGANIZATION, "Organisation",
            Dimension.NETWORK, "Sending network",
            Dimension.RECEIVER, "Receiving address",
            Dimension.REASON, "Reason code",
            Dimension.DAY, "Day");

    private Shares() {}

    /** For people. */
    static String name(Dimension dimension) {
        return NAMES.getOrDefault(dimension, dimension.word());
    }

    /** Where the rows of a value are. */
    interface Way {
        String to(String value);
    }

    /**
     * The values of a dimension, those with most sessions first.
     *
     * @param all where all rows are
     */
    static Table table(Brush brush, Dimension dimension, FailurePicture picture, String all, Way way) {
        List<List<Cell>> rows = picture.of(dimension).stream()
                .map(share -> row(share, picture.sessions(), way))
                .toList();
        return Table.of(
                        "by-" + dimension.word(),
                        "By " + inSentence(name(dimension)),
                        List.of(
                                Column.text(dimension.word(), name(dimension)),
                                Column.number("failedSessions", "Sessions"),
                                Column.number("rows", "Rows"),
                                Column.picture("Share")),
                        rows)
                .withSums(List.of(
                        Cell.text("All"),
                        Cell.number(picture.sessions(), all),
                        Cell.number(picture.rows(), all),
                        Cell.none()))
                .orElse("No failure.")
                .withExport(brush.here());
    }

    /** Abbreviations keep their capitals. */
    private static String inSentence(String name) {
        return Character.isUpperCase(name.charAt(1)) ? name : name.toLowerCase(Locale.ROOT);
    }

    private static List<Cell> row(Share share, long all, Way way) {
        String address = way.to(share.value());
        return List.of(
                Cell.link(share.value(), address),
                Cell.number(share.sessions(), address),
                Cell.number(share.rows(), address),
                Cell.bar(share.sessions(), all));
    }
}
