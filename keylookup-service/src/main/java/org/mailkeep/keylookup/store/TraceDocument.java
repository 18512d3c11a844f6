package org.mailkeep.keylookup.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mailkeep.keylookup.domain.TraceStep;

/** The steps of a lookup as they are stored. */
final class TraceDocument {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private TraceDocument() {}

    /** An object: the driver takes no list for a document. */
    private record Document(List<Step> steps) {}

    /** Only types that need no module. */
    private record Step(String source, String peer, String outcome, String detail, String at, long millis) {}

    static String write(List<TraceStep> trace) {
        try {
            return JSON.writeValueAsString(new Document(trace.stream()
                    .map(step -> new Step(
                            step.source().word(),
                            step.peer(),
                            step.outcome(),
                            step.detail(),
                            step.at().toString(),
                            step.took().toMillis()))
                    .toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What cannot be read is only a trace, and left out. */
    static List<TraceStep> read(String document) {
        try {
            return JSON.readValue(document, Document.class).steps().stream()
                    .map(step -> new TraceStep(
                            PinRow.source(step.source),
                            step.peer,
                            step.outcome,
                            step.detail,
                            Instant.parse(step.at),
                            Duration.ofMillis(step.millis)))
                    .toList();
        } catch (JsonProcessingException | RuntimeException _) {
            return List.of();
        }
    }
}
