package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that is written by the code, or a part of it. */
final class Document {

    private static final String MARK = "<!-- From here on written by the build: -Ddocs.update -->\n";

    private Document() {}

    /** Compares what stands below the mark with what should; with {@code -Ddocs.update} writes it. */
    static void check(Path file, String generated) throws IOException {
        var text = Files.readString(file);
        assertThat(text).as(file + " has the mark").contains(MARK);
        checkWhole(file, text.substring(0, text.indexOf(MARK) + MARK.length()) + "\n" + generated);
    }

    /** The same for a document that is written by the code alone. */
    static void checkWhole(Path file, String generated) throws IOException {
        if (System.getProperty("docs.update") != null) {
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file))
                .as(
                        "%s is out of date: ./mvnw -pl deploy -am test -Dtest=*DocumentTest -Ddocs.update"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        Source.ROOT.relativize(file))
                .isEqualTo(generated);
    }
}
