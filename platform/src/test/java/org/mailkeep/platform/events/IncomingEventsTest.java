package org.mailkeep.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.impl.DefaultIncomingCloudEventMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/** Each message is settled before the next one is taken; where refused ones go is the channel's to say. */
class IncomingEventsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IncomingEvents incoming = new IncomingEvents(meters);

    /** What happened, in order. */
    private final List<String> log = new ArrayList<>();

    @Test
    void everyEventIsHandledAndAcknowledgedInOrder() {
        follow(List.of(event("1"), event("2")));
        assertThat(log).containsExactly("handled 1", "taken 1", "handled 2", "taken 2");
        assertThat(count("unreadable") + count("failed")).isZero();
    }

    @Test
    void whatIsNoEventIsRefusedWithoutItsTextAndTheNextIsTaken() {
        follow(List.of(message("secret", Metadata.empty()), typed("secret", "of another type"), event("2")));
        assertThat(log)
                .containsExactly(
                        "refused secret: no event that this service knows",
                        "refused secret: no event that this service knows",
                        "handled 2",
                        "taken 2");
        assertThat(count("unreadable")).isEqualTo(2);
    }

    @Test
    void whatCannotBeHandledIsRefusedHoweverTheHandlerFails() {
        follow(List.of(event("fails"), event("throws"), event("3")));
        assertThat(log)
                .containsExactly(
                        "handled fails",
                        "refused fails: later",
                        "handled throws",
                        "refused throws: at once",
                        "handled 3",
                        "taken 3");
        assertThat(count("failed")).isEqualTo(2);
        assertThat(count("unreadable")).isZero();
    }

    private void follow(List<Message<String>> messages) {
        incoming.follow(
                Multi.createFrom().iterable(messages),
                (type, body) -> type.equals("known") ? Optional.of(body) : Optional.empty(),
                this::handle);
    }

    private Uni<Void> handle(String event) {
        log.add("handled " + event);
        return switch (event) {
            case "fails" -> Uni.createFrom().failure(new IllegalStateException("later"));
            case "throws" -> throw new IllegalStateException("at once");
            default -> Uni.createFrom().voidItem();
        };
    }

    private double count(String what) {
        return meters.counter("mailkeep_messages_" + what).count();
    }

    private Message<String> event(String body) {
        return typed(body, "known");
    }

    private Message<String> typed(String body, String type) {
        return message(
                body,
                Metadata.of(new DefaultIncomingCloudEventMetadata<>(
                        "1.0", "1", URI.create("urn:x"), type, null, null, null, null, Map.of(), body)));
    }

    private Message<String> message(String body, Metadata metadata) {
        return Message.of(
                body,
                metadata,
                () -> done("taken " + body),
                reason -> done("refused " + body + ": " + reason.getMessage()));
    }

    private CompletionStage<Void> done(String what) {
        log.add(what);
        return CompletableFuture.completedStage(null);
    }
}
