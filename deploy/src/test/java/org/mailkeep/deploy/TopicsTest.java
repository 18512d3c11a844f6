package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.Topic;

/** The topics that are made, and who may read and write them, against the code. */
class TopicsTest {

    private static final Path PROD = Source.DEPLOY.resolve("overlays/prod");
    private static final Pattern MADE = Pattern.compile("(?m)^\\s*topic (\\S+) --config cleanup\\.policy=(\\w+)");

    @Test
    void everyTopicIsMadeEverywhereAsTheCodeWantsIt() throws IOException {
        var wanted = new TreeMap<String, String>();
        Topic.ALL.forEach(topic -> wanted.put(topic.name(), topic.compacted() ? "compact" : "delete"));

        var strimzi = new TreeMap<String, String>();
        for (var topic : Manifest.read(PROD.resolve("kafka-topics.yaml"))) {
            strimzi.put(
                    topic.name(),
                    topic.json().at("/spec/config").path("cleanup.policy").asText());
        }
        assertThat(strimzi).isEqualTo(wanted);
        assertThat(madeBy(Source.DEPLOY.resolve("overlays/dev/kafka.yaml"))).isEqualTo(wanted);
        assertThat(madeBy(Source.DEPLOY.resolve("compose/topics.sh"))).isEqualTo(wanted);
    }

    private static Map<String, String> madeBy(Path script) throws IOException {
        var made = new TreeMap<String, String>();
        MADE.matcher(Files.readString(script)).results().forEach(match -> made.put(match.group(1), match.group(2)));
        return made;
    }

    @Test
    void everyServiceMayReadWhatItReads() throws IOException {
        for (var service : Source.SERVICES) {
            assertThat(allowed(service, "Read")).as(service).isEqualTo(Topics.readBy(service));
        }
    }

    @Test
    void everyServiceMayWriteWhatItWrites() throws IOException {
        for (var service : Source.SERVICES) {
            assertThat(allowed(service, "Write")).as(service).isEqualTo(Topics.writtenBy(service));
        }
    }

    private static Set<String> allowed(String service, String operation) throws IOException {
        var user = Manifest.read(PROD.resolve("kafka-users.yaml")).stream()
                .filter(one -> one.name().equals(service))
                .findFirst()
                .orElseThrow();
        return Manifest.stream(user.json().at("/spec/authorization/acls"))
                .filter(acl -> acl.at("/resource/type").asText().equals("topic"))
                .filter(acl -> Manifest.stream(acl.path("operations"))
                        .map(JsonNode::asText)
                        .anyMatch(operation::equals))
                .map(acl -> acl.at("/resource/name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
