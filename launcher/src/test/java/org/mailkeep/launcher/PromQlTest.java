package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up == 0 | up",
                "sum by (job, name) (rate(requests_total{outcome=\"SERVER_ERROR\"}[$__rate_interval])) | requests_total",
                "max(a_bytes{area=\"heap\"}) / on (job) group_left (name) b_bytes > 0.9 | a_bytes b_bytes",
                "min by(job)(a) and b unless c offset 5m | a b c",
            })
    void namesOfMetrics(String expression, String names) {
        assertThat(PromQl.metrics(expression.strip())).containsExactlyInAnyOrder(names.split(" "));
    }
}
