package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the table of docs/logic.md against the rules that really decide. */
class LogicDocTest {

    private static final Path DOC = Path.of("..", "docs", "logic.md");

    /** The cells of a row by its first one, which is the rule's id in back quotes. */
    private static final Map<String, List<String>> ROWS = new HashMap<>();

    @BeforeAll
    static void readTable() throws IOException {
        for (String line : Files.readAllLines(DOC)) {
            if (line.startsWith("| `")) {
                List<String> cells =
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
                assertThat(ROWS.put(cells.get(1), cells))
                        .as("docs/logic.md has one row for %s", cells.get(1))
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleHasItsRow(Rule rule) {
        String reply = "`" + form(RuleExamples.decidedBy(rule).reply().query()) + "`";
        String effective = rule.effective().name().toLowerCase(Locale.ROOT);
        List<String> cells = ROWS.getOrDefault("`" + rule.id() + "`", List.of());
        String change = "docs/logic.md needs the row: | `%s` | %s | %s | %s | %s |"
                .formatted(rule.id(), rule.text(), reply, effective, rule.source());

        assertThat(cells).as(change).hasSize(7);
        assertThat(cells.get(2))
                .as("%s (the condition in words of your own)", change)
                .isNotEmpty();
        assertThat(cells.subList(3, 6)).as(change).containsExactly(reply, effective, rule.source());
    }

    @Test
    void noRowIsLeftOver() {
        assertThat(ROWS.keySet())
                .as("docs/logic.md: remove rows of rules that are no more")
                .isSubsetOf(Arrays.stream(Rule.values())
                        .map(rule -> "`" + rule.id() + "`")
                        .toList());
    }

    /** A reply without what differs from domain to domain. */
    private static String form(String reply) {
        return reply.replaceFirst("match=\\S+", "match=…")
                .replaceFirst("^TEMP .*", "TEMP …")
                .strip();
    }
}
