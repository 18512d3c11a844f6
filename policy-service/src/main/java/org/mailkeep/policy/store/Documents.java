package org.mailkeep.policy.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * The JSON of the columns about our own domains. Values that have a text of their own are written as that text. Nothing
 * but this service writes here, so what cannot be read is a bug.
 */
final class Documents {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .addMixIn(DomainName.class, NameAsText.class)
            .addMixIn(StsPolicy.class, PolicyAsText.class)
            .addMixIn(PublicKeyInfo.class, KeyAsText.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .build();

    private Documents() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document cannot be read as " + type.getSimpleName(), e);
        }
    }

    private abstract static class NameAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DomainName of(String text) {
            return new DomainName(text);
        }

        @JsonValue
        abstract String value();
    }

    private abstract static class KeyAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static PublicKeyInfo of(String hex) {
            return new PublicKeyInfo(hex);
        }

        @JsonValue
        abstract String hex();
    }

    private abstract static class PolicyAsText {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static StsPolicy of(String text) {
            return switch (StsPolicy.parse(text.getBytes(StandardCharsets.UTF_8))) {
                case StsPolicy.Valid(StsPolicy policy) -> policy;
                case StsPolicy.Invalid(String why) -> throw new IllegalArgumentException(why);
            };
        }

        @JsonValue
        abstract String format();
    }
}
