package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.mailkeep.launcher.Terminal.Colour;

/** How policy-service's checks of a domain came out, for people. */
record ChecksView(Terminal terminal) {

    void show(List<JsonNode> checks, boolean hosted) {
        terminal.print("");
        terminal.print(terminal.paint(Colour.BOLD, hosted ? "Posture, as a domain that is hosted here" : "Checks"));
        for (var check : checks) {
            var result = text(check, "result");
            terminal.print(String.format(
                    Locale.ROOT,
                    "  %s %-24s %s %s",
                    terminal.paint(colour(result), String.format(Locale.ROOT, "%-4s", result)),
                    text(check, "check"),
                    terminal.paint(Colour.DIM, text(check, "subject")),
                    text(check, "evidence")));
            if (check.hasNonNull("mend")) {
                terminal.print("       -> " + text(check, "mend"));
            }
        }
    }

    private static Colour colour(String result) {
        return switch (result) {
            case "pass" -> Colour.GREEN;
            case "warn" -> Colour.YELLOW;
            default -> Colour.RED;
        };
    }

    private static String text(JsonNode node, String field) {
        return Terminal.harmless(node.path(field).asText(""));
    }
}
