package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.mailkeep.launcher.Terminal.Colour;

/** An explanation by policy-service, for people. */
record ExplanationView(Terminal terminal) {

    void show(JsonNode explanation) {
        var effective = text(explanation, "effective");
        terminal.print(terminal.paint(Colour.BOLD, text(explanation, "domain")) + "  "
                + terminal.paint(colour(effective), verdict(effective)));
        line("Postfix is told", text(explanation, "postfix"));
        var rule = explanation.path("rule");
        if (!rule.isMissingNode()) {
            line("Rule", text(rule, "text") + " (" + text(rule, "rfc") + ")");
        }
        var sts = explanation.path("mtaSts");
        if (!sts.path("status").isMissingNode()) {
            line("MTA-STS", text(sts, "status") + (sts.hasNonNull("mode") ? ", mode " + text(sts, "mode") : ""));
        }
        if (explanation.hasNonNull("expiresAt")) {
            line("Valid until", text(explanation, "expiresAt"));
        }
        if (explanation.hasNonNull("served")) {
            line("Note", text(explanation, "served"));
        }
        mailServers(explanation.path("mxHosts"));
        dns(explanation.path("dns"));
        sentences("MTA-STS, step by step", explanation.path("mtaStsSteps"));
        sentences("What would change it", explanation.path("advice"));
    }

    private void mailServers(JsonNode hosts) {
        heading("Mail servers", hosts);
        for (var host : hosts) {
            var requirement = text(host, "requirement");
            terminal.print(String.format(
                    Locale.ROOT,
                    "  %5s %-32s %s %s",
                    text(host, "preference"),
                    text(host, "host"),
                    terminal.paint(colour(requirement), String.format(Locale.ROOT, "%-13s", requirement)),
                    terminal.paint(Colour.DIM, text(host, "reason"))));
        }
    }

    private void dns(JsonNode answers) {
        heading("DNS answers", answers);
        for (var answer : answers) {
            var outcome = text(answer, "outcome");
            terminal.print(String.format(
                    Locale.ROOT,
                    "  %-6s %-40s %s %s",
                    text(answer, "type"),
                    text(answer, "question"),
                    terminal.paint(colour(outcome.toLowerCase(Locale.ROOT)), outcome),
                    terminal.paint(
                            Colour.DIM, answer.hasNonNull("ttl") ? text(answer, "ttl") + " s" : text(answer, "why"))));
            for (var found : answer.path("records")) {
                terminal.print("           " + terminal.paint(Colour.DIM, Terminal.harmless(found.asText())));
            }
        }
    }

    private void sentences(String title, JsonNode sentences) {
        heading(title, sentences);
        for (var sentence : sentences) {
            terminal.print("  - " + Terminal.harmless(sentence.asText()));
        }
    }

    private void heading(String title, JsonNode list) {
        if (!list.isEmpty()) {
            terminal.print("");
            terminal.print(terminal.paint(Colour.BOLD, title));
        }
    }

    private void line(String label, String value) {
        terminal.print(String.format(Locale.ROOT, "  %-16s %s", label, value));
    }

    private static String verdict(String effective) {
        return switch (effective) {
            case "dane" -> "protected by DANE";
            case "sts" -> "protected by MTA-STS";
            case "mixed" -> "partly protected";
            case "none" -> "not protected";
            case "tempfail" -> "cannot be determined now";
            default -> effective;
        };
    }

    private static Colour colour(String word) {
        return switch (word) {
            case "dane", "sts", "secure" -> Colour.GREEN;
            case "mixed", "opportunistic", "none" -> Colour.YELLOW;
            case "tempfail", "refuse", "bogus" -> Colour.RED;
            default -> Colour.DIM;
        };
    }

    private static String text(JsonNode node, String field) {
        return Terminal.harmless(node.path(field).asText(""));
    }
}
