package org.mailkeep.launcher;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The settings that docs/operations.md shows under a heading, so that what it says is what was tried. */
final class DocumentedSettings {

    private static final Path DOCUMENT = Path.of("../docs/operations.md");
    private static final String BEGIN = "```properties\n";

    private DocumentedSettings() {}

    /**
     * Those of one section.
     *
     * @param heading with its signs
     * @param here what stands at the test's place for a path or host of the document, replaced in this order
     */
    static Map<String, String> of(String heading, Map<String, String> here) throws IOException {
        var document = Files.readString(DOCUMENT);
        var section = document.substring(document.indexOf("\n" + heading + "\n"));
        var block = section.substring(section.indexOf(BEGIN) + BEGIN.length());
        var properties = new Properties();
        properties.load(new StringReader(block.substring(0, block.indexOf("```"))));
        var settings = new HashMap<String, String>();
        for (var name : properties.stringPropertyNames()) {
            var value = properties.getProperty(name);
            for (var place : here.entrySet()) {
                value = value.replace(place.getKey(), place.getValue());
            }
            settings.put(name, value);
        }
        return settings;
    }
}
