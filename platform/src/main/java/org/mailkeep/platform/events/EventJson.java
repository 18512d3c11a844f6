package org.mailkeep.platform.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/**
 * The JSON bodies of the events, as their JSON Schemas say: value types as text, times as in RFC 3339. Unknown fields are
 * skipped, since events only ever gain some.
 */
public final class EventJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addMixIn(DomainName.class, DomainAsText.class)
            .addMixIn(EmailAddress.class, AddressAsText.class)
            .addMixIn(Fingerprint.class, FingerprintAsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private EventJson() {}

    /** The body of an event of {@code contracts}. */
    public static String write(Object event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty for a body that is not what the type says. */
    public static <T> Optional<T> read(String body, Class<? extends T> type) {
        try {
            return Optional.of(JSON.readValue(body, type));
        } catch (JsonProcessingException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Lets Jackson see a domain name as its text; contracts knows nothing of Jackson. */
    private abstract static class DomainAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DomainName of(String text) {
            return DomainName.of(text);
        }

        @JsonValue
        abstract String value();
    }

    /** The same for an address. */
    private abstract static class AddressAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static EmailAddress of(String text) {
            return EmailAddress.of(text);
        }

        @JsonValue
        @Override
        public abstract String toString();
    }

    /** The same for a fingerprint. */
    private abstract static class FingerprintAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Fingerprint of(String text) {
            return Fingerprint.of(text);
        }

        @JsonValue
        abstract String hex();
    }
}
