package org.mailkeep.ui.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    private static final Table TABLE = Table.of(
                    "things",
                    "Things",
                    List.of(Column.text("name", "Name"), Column.picture("Days"), Column.number("failed", "Failed")),
                    List.of(
                            List.of(Cell.link("a, b", "/a"), Cell.none(), Cell.number(3, "/a")),
                            List.of(Cell.text("=1+1"), Cell.none(), Cell.number(0, "/b"))))
            .withSums(List.of(Cell.text("All"), Cell.none(), Cell.number(3)))
            .withExport("/page?from=x");

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uFF1D1"})
    void whatWouldBeAFormulaIsText(String hostile) {
        assertThat(Csv.field(hostile)).isEqualTo("'" + hostile);
    }

    @Test
    void aLineEndInFrontIsNoWayAround() {
        assertThat(Csv.field("\r=1")).isEqualTo("\"'\r=1\"");
        assertThat(Csv.field("\n=1")).isEqualTo("\"'\n=1\"");
    }

    @Test
    void fieldsAreQuotedAsRfc4180Says() {
        // RFC 4180 §2, rules 5 to 7
        assertThat(Csv.field("a \"b\"")).isEqualTo("\"a \"\"b\"\"\"");
        assertThat(Csv.field("plain")).isEqualTo("plain");
        assertThat(Csv.field("")).isEmpty();
        assertThat(Csv.line(List.of("a", "b,c", "d\r\ne"))).isEqualTo("a,\"b,c\",\"d\r\ne\"\r\n");
    }

    @Test
    void aTableLeavesWithItsRowsAndWithoutPicturesAndSums() {
        assertThat(Csv.of(TABLE)).isEqualTo("name,failed\r\n\"a, b\",3\r\n'=1+1,0\r\n");
        assertThat(Json.of(TABLE))
                .isEqualTo(List.of(Map.of("name", "a, b", "failed", 3L), Map.of("name", "=1+1", "failed", 0L)));
    }

    @Test
    void anExportIsThePageItselfInAnotherForm() {
        assertThat(TABLE.export()).contains("/page?from=x&list=things&format=");
    }

    @Test
    void noughtLeadsNowhere() {
        assertThat(Cell.number(0, "/b").link()).isEmpty();
        assertThat(Cell.number(3, "/a").link()).contains("/a");
    }

    @Test
    void theLineStaysInItsPicture() {
        // A count may be as large as a long: nothing overflows.
        assertThat(Cell.line(List.of(0L, Long.MAX_VALUE, 1L), "").line()).isEqualTo("0,19 4,1 8,19");
        assertThat(Cell.line(List.of(0L, 0L), "").line()).isEqualTo("0,19 4,19");
    }
}
