package org.mailkeep.ui.table;

import java.util.List;
import java.util.Optional;

/**
 * A list with its sums. The template {@code ui/table} shows it; {@link Csv} and {@link Json} write it.
 *
 * @param id of the element in the page; also what an export is asked for by
 * @param caption what is in it
 * @param rows each with a cell for every column
 * @param sums below the rows, a cell for every column; empty where nothing is to be summed up
 * @param empty what is said instead of a table without rows
 * @param export where CSV and JSON of it are, to be completed by the format; empty where there are none
 */
public record Table(
        String id,
        String caption,
        List<Column> columns,
        List<List<Cell>> rows,
        List<Cell> sums,
        String empty,
        Optional<String> export) {

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        sums = List.copyOf(sums);
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + id + " has " + row.size() + " cells under " + columns.size() + " columns");
            }
        }
    }

    /** A table without sums and export. */
    public static Table of(String id, String caption, List<Column> columns, List<List<Cell>> rows) {
        return new Table(id, caption, columns, rows, List.of(), "There is nothing.", Optional.empty());
    }

    /** The same with a last row; the word for it is the caller's. */
    public Table withSums(List<Cell> cells) {
        return new Table(id, caption, columns, rows, cells, empty, export);
    }

    /** The same with what is said when there are no rows. */
    public Table orElse(String sentence) {
        return new Table(id, caption, columns, rows, sums, sentence, export);
    }

    /** The same with links to CSV and JSON; the page at that address hands them out. */
    public Table withExport(String pathAndQuery) {
        String address = pathAndQuery + (pathAndQuery.contains("?") ? "&" : "?") + "list=" + id + "&format=";
        return new Table(id, caption, columns, rows, sums, empty, Optional.of(address));
    }

    /** Whether a column holds numbers: for the template. */
    public boolean isNumeric(int column) {
        return columns.get(column).isNumber();
    }
}
