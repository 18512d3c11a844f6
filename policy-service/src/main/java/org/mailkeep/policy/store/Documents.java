package org.mailkeep.policy.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * The JSON of the columns about our own domains. Values that have a text of their own are written as that text. Nothing
 * but this service writes here, so what cannot be read is a bug.
 */
final class Documents {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module(), texts())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
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
            // Without the cause, which would pass for an outage of the database.
            throw new IllegalStateException(
                    "a stored document cannot be read as " + type.getSimpleName() + ": " + e.getOriginalMessage());
        }
    }

    private static SimpleModule texts() {
        return new SimpleModule()
                .addSerializer(DomainName.class, new TextWriter<>(DomainName::value))
                .addDeserializer(DomainName.class, new TextReader<>(DomainName::new))
                .addSerializer(PublicKeyInfo.class, new TextWriter<>(PublicKeyInfo::hex))
                .addDeserializer(PublicKeyInfo.class, new TextReader<>(PublicKeyInfo::new))
                .addSerializer(StsPolicy.class, new TextWriter<>(StsPolicy::format))
                .addDeserializer(StsPolicy.class, new TextReader<>(Documents::policy));
    }

    private static StsPolicy policy(String text) {
        return switch (StsPolicy.parse(text.getBytes(StandardCharsets.UTF_8))) {
            case StsPolicy.Valid(StsPolicy policy) -> policy;
            case StsPolicy.Invalid(String why) -> throw new IllegalArgumentException(why);
        };
    }

    private static final class TextWriter<T> extends JsonSerializer<T> {

        private final Function<T, String> text;

        TextWriter(Function<T, String> text) {
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.apply(value));
        }
    }

    private static final class TextReader<T> extends JsonDeserializer<T> {

        private final Function<String, T> reader;

        TextReader(Function<String, T> reader) {
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return reader.apply(json.getValueAsString());
        }
    }
}
