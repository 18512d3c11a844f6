package org.mailkeep.testkit.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder that lives as long as the server that keeps its data there. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    static Path create(String what) {
        try {
            return Files.createTempDirectory("mailkeep-" + what + "-");
        } catch (IOException e) {
            throw new InfraException("The system's folder for temporary files cannot be written to.", e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new InfraException("The temporary folder " + folder + " could not be deleted.", e);
        }
    }
}
