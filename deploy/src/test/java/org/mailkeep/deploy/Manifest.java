package org.mailkeep.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One Kubernetes object as it stands in a file.
 *
 * @param file for the message when something is wrong with it
 */
record Manifest(Path file, JsonNode json) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** All objects of one file. */
    static List<Manifest> read(Path file) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(Files.newBufferedReader(file))) {
            return documents.readAll().stream()
                    .map(json -> new Manifest(file, json))
                    .toList();
        }
    }

    /** Everything that the {@code resources} of a kustomization name, and those of the kustomizations among them. */
    static List<Manifest> resources(Path folder) throws IOException {
        var found = new ArrayList<Manifest>();
        for (var resource : kustomization(folder).path("resources")) {
            var path = folder.resolve(resource.asText()).normalize();
            found.addAll(Files.isDirectory(path) ? resources(path) : read(path));
        }
        return found;
    }

    /** The partial objects that a kustomization lays over its resources. */
    static List<Manifest> patches(Path folder) throws IOException {
        var found = new ArrayList<Manifest>();
        for (var patch : kustomization(folder).path("patches")) {
            found.addAll(read(folder.resolve(patch.path("path").asText())));
        }
        return found;
    }

    static JsonNode kustomization(Path folder) throws IOException {
        return read(folder.resolve("kustomization.yaml")).getFirst().json();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.path("metadata").path("name").asText();
    }

    boolean is(String kind, String name) {
        return kind().equals(kind) && name().equals(name);
    }

    /** The pod that it makes; nothing for what makes none. */
    Stream<JsonNode> pods() {
        var pod = json.path("spec").path("template").path("spec");
        return pod.isObject() ? Stream.of(pod) : Stream.empty();
    }

    Stream<JsonNode> containers() {
        return pods().flatMap(pod -> Stream.concat(stream(pod.path("containers")), stream(pod.path("initContainers"))));
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return Source.ROOT.relativize(file) + ": " + kind() + " " + name();
    }
}
