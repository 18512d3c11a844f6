package org.mailkeep.ui.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table as JSON has it: an object for each row, by the keys of the columns. */
public final class Json {

    private Json() {}

    /** The rows, without the sums. */
    public static List<Map<String, Object>> of(Table table) {
        return table.rows().stream().map(row -> row(table.columns(), row)).toList();
    }

    private static Map<String, Object> row(List<Column> columns, List<Cell> cells) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!column.isPicture()) {
                Cell cell = cells.get(i);
                row.put(column.key(), cell.isNumber() ? cell.number() : cell.text());
            }
        }
        return row;
    }
}
