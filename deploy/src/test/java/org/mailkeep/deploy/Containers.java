package org.mailkeep.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where and how the four services are run: by Kubernetes in two overlays, by compose, by systemd. */
final class Containers {

    /**
     * @param way for the message: {@code overlays/dev}, {@code docker-compose.yml}, …
     * @param environment by the name of the variable; what comes from a Secret has an empty value
     * @param ports that it listens on, as far as that is said there
     */
    record Run(String way, String service, Map<String, String> environment, TreeSet<Integer> ports) {}

    private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^Environment=([A-Z_]+)=(.*)$");

    private Containers() {}

    static List<Run> all() throws IOException {
        var runs = new ArrayList<Run>();
        runs.addAll(kubernetes("dev"));
        runs.addAll(kubernetes("prod"));
        runs.addAll(compose());
        return runs;
    }

    static JsonNode composeFile() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(Files.readString(Source.ROOT.resolve("docker-compose.yml")));
    }

    private static List<Run> kubernetes(String overlay) throws IOException {
        var folder = Source.DEPLOY.resolve("overlays").resolve(overlay);
        var manifests = new ArrayList<>(Manifest.resources(folder));
        manifests.addAll(Manifest.patches(folder));
        var runs = new ArrayList<Run>();
        for (var service : Source.SERVICES) {
            var environment = new HashMap<String, String>();
            var ports = new TreeSet<Integer>();
            for (var manifest : manifests) {
                if (manifest.is("ConfigMap", "mailkeep") || manifest.is("ConfigMap", service)) {
                    manifest.json()
                            .path("data")
                            .properties()
                            .forEach(entry -> environment.put(
                                    entry.getKey(), entry.getValue().asText()));
                } else if (manifest.name().equals(service) || manifest.name().equals(service + "-migration")) {
                    manifest.containers().forEach(container -> {
                        Manifest.stream(container.path("env"))
                                .forEach(one -> environment.put(
                                        one.path("name").asText(),
                                        one.path("value").asText()));
                        Manifest.stream(container.path("ports"))
                                .forEach(port ->
                                        ports.add(port.path("containerPort").asInt()));
                    });
                }
            }
            runs.add(new Run("overlays/" + overlay, service, environment, ports));
        }
        return runs;
    }

    private static List<Run> compose() throws IOException {
        var file = composeFile();
        var runs = new ArrayList<Run>();
        for (var service : Source.SERVICES) {
            var environment = new HashMap<String, String>();
            // Jackson leaves YAML's merge key as it is.
            for (var part : List.of(
                    file.path("x-environment"),
                    file.path("services").path(service).path("environment"))) {
                part.properties()
                        .forEach(entry ->
                                environment.put(entry.getKey(), entry.getValue().asText()));
            }
            environment.remove("<<");
            var ports = new TreeSet<Integer>();
            Manifest.stream(file.path("services").path(service).path("ports"))
                    .forEach(port -> ports.add(Integer.valueOf(port.asText().replaceAll(".*:", ""))));
            runs.add(new Run("docker-compose.yml", service, environment, ports));
        }
        return runs;
    }

    /** What the units set themselves; the rest is in files of the operator. */
    static Map<String, String> systemd(String service) throws IOException {
        var unit = Files.readString(Source.DEPLOY.resolve("systemd/mailkeep-" + service + ".service"));
        var environment = new HashMap<String, String>();
        ENVIRONMENT.matcher(unit).results().forEach(match -> environment.put(match.group(1), match.group(2)));
        return environment;
    }
}
