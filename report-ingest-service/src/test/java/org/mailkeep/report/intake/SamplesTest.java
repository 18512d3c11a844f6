package org.mailkeep.report.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mailkeep.report.domain.found.Found;

/** Real reports that other projects published, where the folder is there: {@code -Dreports.samples=…}. */
class SamplesTest {

    private static final Path FOLDER = Path.of(System.getProperty("reports.samples", "../../shared/samples/reports"));

    /** An empty file, and one whose XML is none. */
    private static final Set<String> NO_REPORTS = Set.of("empty.xml", "invalid_xml.xml");

    @TestFactory
    Stream<DynamicTest> allOfThemAreRead() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "there are no samples in " + FOLDER);
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> Files.isRegularFile(file)
                            && !file.getFileName().toString().equals("README.md"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> isRead(file)));
        }
    }

    private static void isRead(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        List<Found> found = Arrivals.READER.read(name.endsWith(".eml") ? Arrivals.mail(bytes) : Arrivals.file(bytes));
        if (NO_REPORTS.contains(name)) {
            assertThat(found).allMatch(Found.Unreadable.class::isInstance);
        } else {
            assertThat(found).noneMatch(Found.Unreadable.class::isInstance);
        }
    }
}
