package org.mailkeep.policy.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsPolicyEvent;

/**
 * The JSON bodies of the events, as their JSON Schemas say: domains as text, times as in RFC 3339. Unknown fields are
 * skipped, since events only ever gain some.
 */
final class EventJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addMixIn(DomainName.class, AsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private EventJson() {}

    static String write(TlsPolicyEvent event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for a type that is not known here, and for a body that is not what the type says. */
    static Optional<TlsPolicyEvent> policyEvent(String type, String body) {
        return switch (type) {
            case TlsPolicyEvent.Changed.TYPE -> read(body, TlsPolicyEvent.Changed.class);
            case TlsPolicyEvent.Purged.TYPE -> read(body, TlsPolicyEvent.Purged.class);
            default -> Optional.empty();
        };
    }

    /** Empty for another type, and for a body that is no request. */
    static Optional<RecheckRequested> recheckRequested(String type, String body) {
        return type.equals(RecheckRequested.TYPE) ? read(body, RecheckRequested.class) : Optional.empty();
    }

    private static <T> Optional<T> read(String body, Class<? extends T> type) {
        try {
            return Optional.of(JSON.readValue(body, type));
        } catch (JsonProcessingException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Lets Jackson see a domain name as its text; contracts knows nothing of Jackson. */
    private abstract static class AsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DomainName of(String text) {
            return DomainName.of(text);
        }

        @JsonValue
        abstract String value();
    }
}
