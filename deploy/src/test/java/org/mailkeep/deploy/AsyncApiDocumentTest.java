package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.Topic;

/**
 * docs/asyncapi.yaml: the topics of the code, the events of the schemas, who sends and receives. That real events fit the
 * schemas is tested where they are made.
 */
class AsyncApiDocumentTest {

    private static final Pattern DESCRIPTION =
            Pattern.compile("Data of the CloudEvent (\\S+) on the topic ([a-z.-]+)[^;]*; the key is ([^.]+)\\. .*");

    private record Event(String type, String topic, String key, String title) {}

    @Test
    void theDocumentIsWhatTheCodeDoes() throws IOException {
        var events = events();
        var topics = Topic.ALL.stream().map(Topic::name).toList();
        assertThat(events).extracting(Event::topic).isSubsetOf(topics);
        assertThat(events.stream().map(Event::topic).distinct())
                .containsExactlyInAnyOrderElementsOf(topics.stream()
                        .filter(topic -> !topic.equals(Topic.DEAD_LETTERS.name()))
                        .toList());

        var text = new StringBuilder(HEAD);
        text.append("channels:\n");
        for (var topic : Topic.ALL) {
            text.append("  %s:%n    address: %1$s%n".formatted(topic.name()));
            text.append("    bindings:\n      kafka:\n        topicConfiguration:\n          cleanup.policy:\n");
            text.append("            - %s%n        bindingVersion: 0.5.0%n"
                    .formatted(topic.compacted() ? "compact" : "delete"));
            text.append("    messages:\n");
            of(topic.name(), events, event -> text.append(reference(event.type(), "#/components/messages/", 6)));
            if (topic.equals(Topic.DEAD_LETTERS)) {
                text.append(reference("dead-letter", "#/components/messages/", 6));
            }
        }
        text.append("operations:\n");
        for (var service : Source.SERVICES) {
            operations(text, service, "send", Topics.writtenBy(service));
            operations(text, service, "receive", Topics.readBy(service));
        }
        text.append("components:\n  messages:\n");
        events.forEach(event -> text.append(message(event)));
        text.append(DEAD_LETTER);
        Document.checkWhole(Source.DOCS.resolve("asyncapi.yaml"), text.toString());
    }

    private static void of(String topic, List<Event> events, Consumer<Event> act) {
        events.stream().filter(event -> event.topic().equals(topic)).forEach(act);
    }

    private static void operations(StringBuilder text, String service, String action, Iterable<String> topics) {
        for (var topic : topics) {
            text.append("  %s.%s.%s:%n    action: %2$s%n    channel:%n      $ref: '#/channels/%3$s'%n"
                    .formatted(service, action, topic));
        }
    }

    private static String reference(String name, String where, int indent) {
        var space = " ".repeat(indent);
        return "%s%s:%n%1$s  $ref: '%s%2$s'%n".formatted(space, name, where);
    }

    private static List<Event> events() throws IOException {
        var events = new ArrayList<Event>();
        for (var file : Source.files(Source.ROOT.resolve("contracts/src/main/resources/schemas"), ".json")) {
            var schema = new ObjectMapper().readTree(Files.readString(file));
            var description = DESCRIPTION.matcher(schema.path("description").asText() + " ");
            assertThat(description.matches())
                    .as(file.getFileName() + " says which event it is of, on which topic, under which key")
                    .isTrue();
            assertThat(description.group(1) + ".json")
                    .isEqualTo(file.getFileName().toString());
            events.add(new Event(
                    description.group(1),
                    description.group(2),
                    description.group(3),
                    schema.path("title").asText()));
        }
        return events;
    }

    private static final String HEAD = """
            # Written by the build from the schemas and settings: -Ddocs.update, see AsyncApiDocumentTest.
            asyncapi: 3.0.0
            info:
              title: Mailkeep's events
              version: '1'
              description: >-
                CloudEvents 1.0 in binary mode over Kafka. Delivery is at least once and in order for each key. Fields are only
                ever added. Retention and replay: operations.md.
            defaultContentType: application/json
            """;

    private static final String DEAD_LETTER = """
                dead-letter:
                  name: dead-letter
                  title: "A message that could not be read or handled, with its own key, body and headers, and these"
                  headers:
                    type: object
                    required: [dead-letter-reason, dead-letter-topic, dead-letter-partition, dead-letter-offset]
                    properties:
                      dead-letter-reason: {type: string}
                      dead-letter-topic: {type: string}
                      dead-letter-partition: {type: string, pattern: '^[0-9]+$'}
                      dead-letter-offset: {type: string, pattern: '^[0-9]+$'}
                  payload: {}
            """;

    private static String message(Event event) {
        return """
                %1$s:
                  name: %1$s
                  title: "%2$s"
                  contentType: application/json
                  headers:
                    type: object
                    required: [ce_specversion, ce_id, ce_source, ce_type, ce_time]
                    properties:
                      ce_specversion: {const: '1.0'}
                      ce_id: {type: string, format: uuid}
                      ce_source: {type: string, pattern: '^urn:mailkeep:'}
                      ce_type: {const: %1$s}
                      ce_time: {type: string, format: date-time}
                  bindings:
                    kafka:
                      key: {type: string, description: "%3$s"}
                      bindingVersion: 0.5.0
                  payload:
                    schemaFormat: application/schema+json;version=draft-2020-12
                    schema:
                      $ref: ../contracts/src/main/resources/schemas/%1$s.json
            """.formatted(event.type(), event.title(), event.key());
    }
}
