package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every job that runs by itself stands in docs/scaling.md, with what keeps replicas from doing it twice. */
class ScheduledJobsTest {

    private static final Pattern JOB =
            Pattern.compile("@Scheduled\\((?s:.*?)\\)\\s+(?:public |synchronized )*[\\w<>]+ (\\w+)\\(");

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| ([\\w-]+ \\| `\\w+\\.\\w+)` \\| [^|]+ \\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void everyJobIsInTheTable() throws IOException {
        var jobs = new TreeSet<String>();
        for (Path file : Source.java("main")) {
            jobs.addAll(jobs(file));
        }
        assertThat(jobs).hasSizeGreaterThan(30);
        assertThat(names(ROW, Files.readString(Source.DOCS.resolve("scaling.md"))))
                .containsExactlyInAnyOrderElementsOf(jobs);
    }

    private static List<String> jobs(Path file) throws IOException {
        String type = file.getFileName().toString().replace(".java", "");
        String text = Files.readString(file);
        List<String> methods = names(JOB, text);
        // None may slip through because it is written otherwise.
        assertThat(methods).as(file.toString()).hasSize(text.split("@Scheduled\\(", -1).length - 1);
        var module = Source.ROOT.relativize(file).getName(0);
        return methods.stream()
                .map(method -> module + " | `" + type + "." + method)
                .toList();
    }

    private static List<String> names(Pattern pattern, String text) {
        try (Stream<MatchResult> found = pattern.matcher(text).results()) {
            return found.map(match -> match.group(1)).toList();
        }
    }
}
