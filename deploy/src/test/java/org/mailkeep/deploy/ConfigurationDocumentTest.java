package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.deploy.Mappings.Setting;

/** docs/configuration.md names every setting that the code takes, and no other. */
class ConfigurationDocumentTest {

    private static final List<String> MODULES =
            List.of("platform", "policy-service", "keydir-service", "keylookup-service", "report-ingest-service", "ui");

    @Test
    void theReferenceIsWhatTheCodeTakes() throws IOException {
        var settings = new ArrayList<>(Mappings.read());
        assertThat(settings).extracting(Setting::module).isSubsetOf(MODULES);
        var text = new StringBuilder();
        for (var module : MODULES) {
            text.append("## ").append(heading(module)).append("\n\n");
            text.append("| property | default | meaning |\n| --- | --- | --- |\n");
            settings.stream()
                    .filter(setting -> setting.module().equals(module))
                    .map(ConfigurationDocumentTest::row)
                    .sorted()
                    .forEach(text::append);
            text.append('\n');
        }
        Document.check(Source.DOCS.resolve("configuration.md"), text.toString().stripTrailing() + "\n");
    }

    private static String heading(String module) {
        return switch (module) {
            case "platform" -> "All services";
            case "ui" -> "The pages of all services";
            default -> module;
        };
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s |%n"
                .formatted(
                        setting.name(),
                        setting.standard().map(value -> "`" + value + "`").orElse(""),
                        setting.meaning().replace("|", "\\|"));
    }
}
