package org.mailkeep.policy.api.socketmap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.mailkeep.policy.app.AnswerMailServer;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/** Turns the text of a request into the text of its reply, and counts both. */
@ApplicationScoped
class SocketmapAnswers {

    /** A reply, now or later. */
    sealed interface Answer {}

    /** The reply is known. */
    record Now(String reply) implements Answer {}

    /** The reply has to be found out; never a failure. */
    record Later(Uni<String> reply) implements Answer {}

    /** The first word of a reply. */
    private enum Result {
        OK,
        NOTFOUND,
        TEMP,
        PERM;

        static Result of(String reply) {
            return switch (reply.charAt(0)) {
                case 'O' -> OK;
                case 'N' -> NOTFOUND;
                case 'T' -> TEMP;
                default -> PERM;
            };
        }
    }

    private static final String UNKNOWN_MAP = "unknown";

    private final AnswerMailServer answerMailServer;
    private final Map<SocketmapRequest.MapName, Map<Result, Counter>> questions =
            new EnumMap<>(SocketmapRequest.MapName.class);
    private final Counter mistakes;

    SocketmapAnswers(AnswerMailServer answerMailServer, MeterRegistry meters) {
        this.answerMailServer = answerMailServer;
        for (SocketmapRequest.MapName map : SocketmapRequest.MapName.values()) {
            Map<Result, Counter> byResult = new EnumMap<>(Result.class);
            Arrays.stream(Result.values()).forEach(result -> byResult.put(result, counter(meters, map.word(), result)));
            questions.put(map, byResult);
        }
        mistakes = counter(meters, UNKNOWN_MAP, Result.PERM);
    }

    Answer answer(String request) {
        return switch (SocketmapRequest.of(request)) {
            case SocketmapRequest.Mistake(String reply) -> {
                mistakes.increment();
                yield new Now(reply);
            }
            case SocketmapRequest.Question question -> answer(question);
        };
    }

    private Answer answer(SocketmapRequest.Question question) {
        Optional<PostfixReply> remembered = answerMailServer.remembered(question.key());
        return remembered.isPresent()
                ? new Now(counted(question.map(), remembered.get()))
                : new Later(answerMailServer.answer(question.key()).map(reply -> counted(question.map(), reply)));
    }

    private String counted(SocketmapRequest.MapName map, PostfixReply reply) {
        String text = map.textOf(reply);
        Objects.requireNonNull(Objects.requireNonNull(questions.get(map)).get(Result.of(text)))
                .increment();
        return text;
    }

    private static Counter counter(MeterRegistry meters, String map, Result result) {
        return Counter.builder("socketmap.requests")
                .description("Questions of mail servers, by map and by the first word of the reply")
                .tag("map", map.toLowerCase(Locale.ROOT))
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }
}
