package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and dashboards; that their metrics exist is tested against the running suite, in launcher. */
class MonitoringTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyAlertHasARunbook() throws IOException {
        var headings = Files.readAllLines(Source.DOCS.resolve("operations.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        var alerts = new HashSet<String>();
        for (var rule : rules()) {
            var alert = rule.path("alert").asText();
            assertThat(rule.at("/annotations/runbook_url").asText())
                    .endsWith("docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            assertThat(alerts.add(alert.toLowerCase(Locale.ROOT))).as(alert).isTrue();
        }
        assertThat(headings.stream().filter(heading -> heading.startsWith("mailkeep")))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    private static JsonNode rules() throws IOException {
        return Manifest.read(Source.DEPLOY.resolve("monitoring/rules.yaml"))
                .getFirst()
                .json()
                .at("/spec/groups/0/rules");
    }

    @Test
    void everyServiceIsScrapedAtItsManagementPort() throws IOException {
        var monitors = Manifest.read(Source.DEPLOY.resolve("monitoring/service-monitors.yaml"));
        assertThat(monitors).extracting(Manifest::name).containsExactlyInAnyOrderElementsOf(Source.SERVICES);
        for (var monitor : monitors) {
            var endpoint = monitor.json().at("/spec/endpoints/0");
            assertThat(endpoint.path("port").asText()).isEqualTo("management");
            assertThat(endpoint.path("path").asText()).isEqualTo("/q/metrics");
        }
    }

    @Test
    void everyDashboardIsShippedAndEachOfItsPanelsShowsSomething() throws IOException {
        var folder = Source.DEPLOY.resolve("monitoring");
        var shipped = Manifest.stream(Manifest.kustomization(folder).at("/configMapGenerator/0/files"))
                .map(file -> folder.resolve(file.asText()))
                .toList();
        assertThat(shipped).containsExactlyInAnyOrderElementsOf(Source.files(folder.resolve("dashboards"), ".json"));
        var uids = new HashSet<String>();
        for (var file : shipped) {
            var dashboard = JSON.readTree(Files.readString(file));
            assertThat(uids.add(dashboard.path("uid").asText()))
                    .as(file.toString())
                    .isTrue();
            var ids = new HashSet<Integer>();
            for (var panel : dashboard.path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> {
                    assertThat(target.path("expr").asText()).isNotBlank();
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                });
            }
        }
    }
}
