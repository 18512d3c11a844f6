package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every object against the schema of its kind: no field that the kind does not have, none missing that it needs.
 *
 * <p>With {@code -Dmanifests.rendered=FOLDER}, also what {@code kubectl kustomize} made of the overlays: a file for each.
 */
class ManifestsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The operators' models would keep unknown fields for themselves; read like this, they refuse them. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    /** Kubernetes' own kinds: the models of its Java client check a document field by field. */
    private static final Map<String, Check> OWN = Map.ofEntries(
            Map.entry("v1 ConfigMap", V1ConfigMap::validateJsonElement),
            Map.entry("v1 Namespace", V1Namespace::validateJsonElement),
            Map.entry("v1 PersistentVolumeClaim", V1PersistentVolumeClaim::validateJsonElement),
            Map.entry("v1 Secret", V1Secret::validateJsonElement),
            Map.entry("v1 Service", V1Service::validateJsonElement),
            Map.entry("v1 ServiceAccount", V1ServiceAccount::validateJsonElement),
            Map.entry("apps/v1 Deployment", V1Deployment::validateJsonElement),
            Map.entry("apps/v1 StatefulSet", V1StatefulSet::validateJsonElement),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement),
            Map.entry("batch/v1 Job", V1Job::validateJsonElement),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy::validateJsonElement),
            Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement));

    /** Kinds of operators. */
    private static final Map<String, Class<?>> OF_OPERATORS = Map.of(
            "monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class,
            "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
            "kafka.strimzi.io/v1beta2 KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1beta2 KafkaUser", KafkaUser.class);

    @FunctionalInterface
    private interface Check {
        void check(JsonElement document) throws IOException;
    }

    static Stream<Manifest> manifests() throws IOException {
        var all = new ArrayList<Manifest>();
        for (var overlay : List.of("dev", "prod")) {
            all.addAll(Manifest.resources(Source.DEPLOY.resolve("overlays").resolve(overlay)));
        }
        var rendered = System.getProperty("manifests.rendered");
        if (rendered != null) {
            for (var file : Source.files(Path.of(rendered), ".yaml")) {
                all.addAll(Manifest.read(file));
            }
        }
        return all.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void hasTheFieldsOfItsKind(Manifest manifest) throws IOException {
        check(manifest.json());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void podsMayDoNothingThatTheyNeedNot(Manifest manifest) {
        manifest.pods().forEach(pod -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            var security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        });
        manifest.containers().forEach(container -> {
            var security = container.path("securityContext");
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            assertThat(container.at("/resources/requests").size()).isEqualTo(2);
            assertThat(container.at("/resources/limits").size()).isEqualTo(2);
            if (container.path("image").asText().contains("mailkeep/")) {
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            }
        });
    }

    /** The check itself: it would be worth nothing if it let these pass. */
    @Test
    void whatIsWrongIsFound() {
        bad("apiVersion: v1\nkind: Secret\ndatas: {a: b}", "a field that a Secret does not have");
        bad("apiVersion: apps/v1\nkind: Deployment\nspec: {selector: {}}", "no template, which a Deployment needs");
        bad(
                "apiVersion: policy/v1\nkind: PodDisruptionBudget\nspec: {maxUnavailabel: 1}",
                "a misspelt field further down");
        bad(
                "apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\nspec: {partition: 3}",
                "a field that a KafkaTopic does not have");
        bad(
                "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: [{rule: []}]}",
                "a misspelt field in a list");
        bad("apiVersion: v1\nkind: Pods", "a kind that there is not");
    }

    private static void bad(String yaml, String why) {
        assertThatThrownBy(() -> check(YAML.readTree(yaml)))
                .as(why)
                .isInstanceOfAny(IllegalArgumentException.class, JsonProcessingException.class);
    }

    private static void check(JsonNode document) throws IOException {
        var kind = document.path("apiVersion").asText() + " "
                + document.path("kind").asText();
        var own = OWN.get(kind);
        var model = OF_OPERATORS.get(kind);
        if (own != null) {
            own.check(JsonParser.parseString(document.toString()));
        } else if (model != null) {
            STRICT.treeToValue(document, model);
        } else {
            throw new IllegalArgumentException("no schema for the kind " + kind);
        }
    }
}
