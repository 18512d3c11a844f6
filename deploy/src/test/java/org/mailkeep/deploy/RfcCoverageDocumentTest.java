package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/rfc-coverage.md: which tests name which section of which RFC. */
class RfcCoverageDocumentTest {

    private static final Pattern MENTION =
            Pattern.compile("RFC (\\d{4,5})((?:,? (?:and )?(?:§{1,2}|section |appendix )[0-9A-Z][0-9A-Z.–-]*)+)");
    private static final Pattern SECTION = Pattern.compile("(?:§|section |appendix )([0-9A-Z][0-9A-Z.–-]*)");

    /** "10.1" comes after "9.4", appendices come last. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparing(section -> Arrays.stream(section.split("[.–-]"))
                    .map(part -> part.matches("\\d+") ? "%05d".formatted(Integer.parseInt(part)) : "~" + part)
                    .collect(Collectors.joining(".")));

    @Test
    void theSectionsAreThoseThatTestsName() throws IOException {
        var sections = new TreeMap<Integer, Map<String, Set<String>>>();
        for (var file : Source.java("test")) {
            if (!file.startsWith(Source.DEPLOY)) {
                collect(file, sections);
            }
        }
        assertThat(sections).containsKeys(7672, 8460, 8461);
        var text = new StringBuilder();
        sections.forEach((rfc, found) -> {
            text.append("## RFC ").append(rfc).append("\n\n| section | tests |\n| --- | --- |\n");
            found.forEach((section, tests) -> text.append("| ")
                    .append(section)
                    .append(" | ")
                    .append(String.join(", ", tests))
                    .append(" |\n"));
            text.append('\n');
        });
        Document.check(Source.DOCS.resolve("rfc-coverage.md"), text.toString().stripTrailing() + "\n");
    }

    private static void collect(Path file, Map<Integer, Map<String, Set<String>>> sections) throws IOException {
        // A sentence of a comment may go over two lines.
        var text = Files.readString(file).replaceAll("\\s*\\n\\s*(?:\\*|//)?\\s*", " ");
        var test = file.getFileName().toString().replace(".java", "");
        MENTION.matcher(text)
                .results()
                .forEach(mention -> SECTION.matcher(mention.group(2))
                        .results()
                        .forEach(section -> sections.computeIfAbsent(
                                        Integer.valueOf(mention.group(1)), _ -> new TreeMap<>(BY_NUMBER))
                                .computeIfAbsent(section.group(1).replaceAll("[.–-]+$", ""), _ -> new TreeSet<>())
                                .add(test)));
    }
}
