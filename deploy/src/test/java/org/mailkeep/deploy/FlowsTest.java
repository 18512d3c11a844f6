package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may talk to whom: the flows of docs/architecture.md, and nothing else. */
class FlowsTest {

    @Test
    void exactlyTheseFlowsAreAllowed() throws IOException {
        var allowed = new TreeSet<String>();
        for (var manifest : Manifest.read(Source.DEPLOY.resolve("base/network-policies.yaml"))) {
            collect(manifest.json().path("spec"), allowed);
        }
        assertThat(allowed)
                .containsExactlyInAnyOrderElementsOf(Set.of(FLOWS.strip().split("\n")));
    }

    private static final String FLOWS = """
            internet -> gateway 8080,8443
            gateway -> policy-service 8081
            gateway -> keydir-service 8082
            gateway -> report-ingest-service 8084
            gateway -> internet 443
            gateway -> anywhere UDP 53,53
            mail-servers -> policy-service 8461
            mail-servers -> report-ingest-service 8424
            api-clients -> policy-service 8081
            api-clients -> keydir-service 8082
            api-clients -> keylookup-service 8083
            api-clients -> report-ingest-service 8084
            keylookup-service -> keydir-service 8082
            monitoring -> policy-service 9081
            monitoring -> keydir-service 9082
            monitoring -> keylookup-service 9083
            monitoring -> report-ingest-service 9084
            policy-service -> anywhere UDP 53,53
            policy-service -> internet 443,25
            policy-service -> postgresql 5432
            policy-service -> identity-provider 443,8443
            policy-service -> kafka 9092,9093
            keydir-service -> anywhere UDP 53,53
            keydir-service -> postgresql 5432
            keydir-service -> identity-provider 443,8443
            keydir-service -> kafka 9092,9093
            keylookup-service -> anywhere UDP 53,53
            keylookup-service -> internet 443
            keylookup-service -> postgresql 5432
            keylookup-service -> identity-provider 443,8443
            keylookup-service -> kafka 9092,9093
            report-ingest-service -> anywhere UDP 53,53
            report-ingest-service -> internet 443
            report-ingest-service -> mail-servers 25,587
            report-ingest-service -> postgresql 5432
            report-ingest-service -> identity-provider 443,8443
            report-ingest-service -> kafka 9092,9093
            migration -> anywhere UDP 53,53
            migration -> postgresql 5432
            """;

    /** A flow between two pods has to be let out and let in: both rules are there, and make one line. */
    @Test
    void whatIsLetOutIsLetIn() throws IOException {
        var out = new TreeSet<String>();
        var in = new TreeSet<String>();
        for (var manifest : Manifest.read(Source.DEPLOY.resolve("base/network-policies.yaml"))) {
            var spec = manifest.json().path("spec");
            var self = selected(spec.path("podSelector"));
            for (var rule : spec.path("egress")) {
                peers(rule.path("to")).filter(FlowsTest::isOurs).forEach(peer -> out.add(line(self, peer, rule)));
            }
            for (var rule : spec.path("ingress")) {
                peers(rule.path("from")).filter(FlowsTest::isOurs).forEach(peer -> in.add(line(peer, self, rule)));
            }
        }
        assertThat(in).isEqualTo(out).isNotEmpty();
    }

    private static void collect(JsonNode spec, Set<String> flows) {
        var self = selected(spec.path("podSelector"));
        assertThat(spec.path("policyTypes").size()).as(self).isEqualTo(2);
        for (var rule : spec.path("ingress")) {
            // To the gateway anybody may come, also from inside.
            peers(rule.path("from"))
                    .map(peer -> peer.equals("anywhere") ? "internet" : peer)
                    .forEach(peer -> flows.add(line(peer, self, rule)));
        }
        for (var rule : spec.path("egress")) {
            peers(rule.path("to")).forEach(peer -> flows.add(line(self, peer, rule)));
        }
    }

    private static String line(String from, String to, JsonNode rule) {
        var ports = Manifest.stream(rule.path("ports"))
                .map(port -> (port.path("protocol").asText().equals("TCP") ? "" : "UDP ")
                        + port.path("port").asText())
                .toList();
        return from + " -> " + to + " " + String.join(",", ports);
    }

    private static boolean isOurs(String peer) {
        return Source.SERVICES.contains(peer) || peer.equals("gateway");
    }

    private static String selected(JsonNode podSelector) {
        var labels = podSelector.path("matchLabels");
        return labels.path("app.kubernetes.io/name")
                .asText(labels.path("app.kubernetes.io/component").asText("every pod"));
    }

    private static Stream<String> peers(JsonNode peers) {
        return Manifest.stream(peers)
                .map(peer -> {
                    if (peer.has("namespaceSelector")) {
                        return peer.at("/namespaceSelector/matchLabels")
                                .fieldNames()
                                .next()
                                .replace("mailkeep.org/", "");
                    }
                    if (peer.has("podSelector")) {
                        return selected(peer.path("podSelector"));
                    }
                    return peer.path("ipBlock").has("except") ? "internet" : "anywhere";
                })
                .distinct();
    }
}
