package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What operators are shown: the metrics of the dashboards and alerts in deploy/monitoring. */
final class ShownMetrics {

    private static final Pattern ALERT = Pattern.compile("(?m)^ *expr: '(.*)'$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]");

    private ShownMetrics() {}

    /** All of them, but for {@code up}, which Prometheus makes itself. */
    static Set<String> read(Path home) throws IOException {
        var monitoring = home.resolve("deploy/monitoring");
        var metrics = new TreeSet<String>();
        ALERT.matcher(Files.readString(monitoring.resolve("rules.yaml")))
                .results()
                .forEach(match -> metrics.addAll(PromQl.metrics(match.group(1))));
        try (var dashboards = Files.newDirectoryStream(monitoring.resolve("dashboards"), "*.json")) {
            for (var dashboard : dashboards) {
                new ObjectMapper()
                        .readTree(Files.readString(dashboard))
                        .findValues("expr")
                        .forEach(expression -> metrics.addAll(PromQl.metrics(expression.asText())));
            }
        }
        metrics.remove("up");
        return metrics;
    }

    /** The names of the metrics in an answer of {@code /q/metrics}. */
    static Set<String> scraped(String answer) {
        return SAMPLE.matcher(answer).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }
}
