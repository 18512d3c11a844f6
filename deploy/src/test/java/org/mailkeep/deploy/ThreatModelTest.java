package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** THREAT_MODEL.md names tests that are there. */
class ThreatModelTest {

    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]*Test)(?:\\.([a-z][A-Za-z]*))?`");

    @Test
    void everyDefenceIsShownByATest() throws IOException {
        var named = NAMED.matcher(Files.readString(Source.ROOT.resolve("THREAT_MODEL.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        for (MatchResult test : named) {
            assertThat(Source.java("test"))
                    .as(test.group())
                    .anyMatch(file -> file.endsWith(test.group(1) + ".java") && has(file, test.group(2)));
        }
    }

    private static boolean has(Path file, @Nullable String method) {
        try {
            return method == null || Files.readString(file).contains("void " + method + "(");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
