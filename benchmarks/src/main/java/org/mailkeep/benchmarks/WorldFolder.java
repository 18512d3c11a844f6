package org.mailkeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Files for the script that started this process; each is complete or not there, for whoever waits for one reads it at once. */
record WorldFolder(Path path) {

    void write(String name, String text) throws IOException {
        Path unfinished = Files.writeString(path.resolve(name + ".new"), text);
        Files.move(unfinished, path.resolve(name));
    }

    /** Variables for a shell to read. */
    void writeEnvironment(Map<String, String> variables) throws IOException {
        write(
                "environment",
                variables.entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                        .collect(Collectors.joining()));
    }

    /** MicroProfile's rule for environment variables. */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
