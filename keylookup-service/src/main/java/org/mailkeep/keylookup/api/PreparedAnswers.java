package org.mailkeep.keylookup.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.keylookup.app.LookupAnswer;

/**
 * Answers as they are sent, each for as long as the answer itself is remembered: a document goes with its answer, whether that
 * was forgotten or made room for others. An answer's weight counts its document.
 */
@ApplicationScoped
class PreparedAnswers {

    private final ObjectMapper json;

    /** By identity. */
    private final Cache<LookupAnswer, byte[]> documents =
            Caffeine.newBuilder().weakKeys().build();

    PreparedAnswers(ObjectMapper json) {
        this.json = json;
    }

    /** The document, which is not to be changed. */
    byte[] document(LookupAnswer answer) {
        return documents.get(answer, this::write);
    }

    private byte[] write(LookupAnswer answer) {
        try {
            return json.writeValueAsBytes(Views.of(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is written without fail", e);
        }
    }
}
