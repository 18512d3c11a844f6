package org.mailkeep.ui.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CSV (RFC 4180) that a spreadsheet takes for what it is: no text of strangers becomes a formula there. */
public final class Csv {

    /** What spreadsheets take for the beginning of a formula. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    /** A table, its sums left out so that whoever adds up the column does not count twice. */
    public static String of(Table table) {
        int[] written = IntStream.range(0, table.columns().size())
                .filter(column -> !table.columns().get(column).isPicture())
                .toArray();
        var text = new StringBuilder(line(IntStream.of(written)
                .mapToObj(column -> table.columns().get(column).key())
                .toList()));
        for (List<Cell> row : table.rows()) {
            text.append(line(IntStream.of(written)
                    .mapToObj(column -> row.get(column).text())
                    .toList()));
        }
        return text.toString();
    }

    /** One line with its end. */
    public static String line(List<String> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A text as a field: an apostrophe before what would be a formula, and quotes where the format wants them. */
    static String field(String text) {
        String harmless = !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean plain = harmless.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
