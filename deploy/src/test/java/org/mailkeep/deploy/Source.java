package org.mailkeep.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The source tree that this module belongs to. */
final class Source {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path DEPLOY = ROOT.resolve("deploy");
    static final Path DOCS = ROOT.resolve("docs");
    static final List<String> SERVICES =
            List.of("policy-service", "keydir-service", "keylookup-service", "report-ingest-service");

    private Source() {}

    /** All files below a folder whose name ends so, in order; none where there is no such folder. */
    static List<Path> files(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    /** The Java files of all modules below {@code src/main} or {@code src/test}. */
    static List<Path> java(String part) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src").resolve(part).resolve("java"))
                    .sorted()
                    .flatMap(folder -> list(folder).stream())
                    .toList();
        }
    }

    /** What a service is told when nobody says otherwise: its own settings before those that all share. */
    static Properties settings(String service) throws IOException {
        var settings = new Properties();
        for (var file : List.of(
                "platform/src/main/resources/META-INF/microprofile-config.properties",
                service + "/src/main/resources/application.properties")) {
            try (InputStream in = Files.newInputStream(ROOT.resolve(file))) {
                settings.load(in);
            }
        }
        return settings;
    }

    private static List<Path> list(Path folder) {
        try {
            return files(folder, ".java");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
