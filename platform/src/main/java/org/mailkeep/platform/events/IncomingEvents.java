package org.mailkeep.platform.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mailkeep.platform.observe.TraceParent;

/**
 * What arrives over Kafka, one message after the other. Anybody may have written it: what cannot be read is counted, logged
 * without its text, and skipped.
 */
@ApplicationScoped
public class IncomingEvents {

    private static final Logger LOG = Logger.getLogger(IncomingEvents.class);

    private final Counter unreadable;

    IncomingEvents(MeterRegistry meters) {
        unreadable = Counter.builder("mailkeep_messages_unreadable")
                .description("Kafka messages that were skipped since they are no events of ours")
                .register(meters);
    }

    /** Makes an event from its CloudEvents type and its body; empty where that is not possible. */
    public interface Reader<T> {
        Optional<T> read(String type, String body);
    }

    /**
     * Hands every event to {@code handler}, and goes on to the next one when it is done; to be called once for a channel, at
     * start.
     */
    public <T> void follow(Multi<Message<String>> channel, Reader<T> reader, Function<T, Uni<Void>> handler) {
        channel.onItem()
                .transformToUniAndConcatenate(message -> read(message, reader)
                        .map(event -> TraceParent.within(trace(message), () -> handler.apply(event)))
                        .orElseGet(Uni.createFrom()::voidItem)
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.error("An event could not be followed", failure);
                            return null;
                        })
                        .chain(() -> Uni.createFrom().completionStage(message.ack())))
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("Events from Kafka are not followed any more", failure));
    }

    /** That of whoever wrote the event. */
    private static Context trace(Message<String> message) {
        return TracingMetadata.fromMessage(message)
                .map(TracingMetadata::getCurrentContext)
                .orElseGet(Context::root);
    }

    private <T> Optional<T> read(Message<String> message, Reader<T> reader) {
        Optional<T> event = message.getMetadata(IncomingCloudEventMetadata.class)
                .flatMap(metadata -> reader.read(metadata.getType(), message.getPayload()));
        if (event.isEmpty()) {
            unreadable.increment();
            LOG.warn("A Kafka message is no event that this service knows; it is skipped");
        }
        return event;
    }
}
