package org.mailkeep.platform.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mailkeep.platform.observe.TraceParent;

/**
 * What arrives over Kafka, one message after the other. Anybody may have written it: what cannot be read, or cannot be
 * handled, is counted, logged without its text, and refused. A refused message goes to the dead letters where its channel has
 * {@code failure-strategy=dead-letter-queue}: that is wherever one replica acts for all. A channel that every replica reads
 * for its own memory skips it.
 */
@ApplicationScoped
public class IncomingEvents {

    /** Kafka has to be there for anything to arrive, so this is only for a topic that is missing or a moment's trouble. */
    private static final int ATTEMPTS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(IncomingEvents.class);

    private final Counter unreadable;
    private final Counter failed;

    IncomingEvents(MeterRegistry meters) {
        unreadable = Counter.builder("mailkeep_messages_unreadable")
                .description("Kafka messages that were refused since they are no events of ours")
                .register(meters);
        failed = Counter.builder("mailkeep_messages_failed")
                .description("Events from Kafka that could be read but not handled")
                .register(meters);
    }

    /** Makes an event from its CloudEvents type and its body; empty where that is not possible. */
    public interface Reader<T> {
        Optional<T> read(String type, String body);
    }

    /** Why a message was refused; its text travels in the dead letter's header, so it holds nothing of the message. */
    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("no event that this service knows", null, false, false);
        }
    }

    /**
     * Hands every event to {@code handler}, and goes on to the next one when it is done; to be called once for a channel, at
     * start.
     */
    public <T> void follow(Multi<Message<String>> channel, Reader<T> reader, Function<T, Uni<Void>> handler) {
        channel.onItem()
                .transformToUniAndConcatenate(message -> message.getMetadata(IncomingCloudEventMetadata.class)
                        .flatMap(metadata -> reader.read(metadata.getType(), message.getPayload()))
                        .map(event -> handle(event, message, handler))
                        .orElseGet(() -> refuseUnreadable(message)))
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("Events from Kafka are not followed any more", failure));
    }

    /** That of whoever wrote the event. */
    private static Context trace(Message<String> message) {
        return TracingMetadata.fromMessage(message)
                .map(TracingMetadata::getCurrentContext)
                .orElseGet(Context::root);
    }

    private <T> Uni<Void> handle(T event, Message<String> message, Function<T, Uni<Void>> handler) {
        return Uni.createFrom()
                .deferred(() -> TraceParent.within(trace(message), () -> handler.apply(event)))
                .onItemOrFailure()
                .transformToUni((_, failure) -> {
                    if (failure == null) {
                        return Uni.createFrom().completionStage(message.ack());
                    }
                    failed.increment();
                    LOG.errorf(failure, "The event at %s could not be handled", place(message));
                    return refuse(message, failure);
                });
    }

    /** For a message that is no event of ours; done when it is kept elsewhere or skipped, as its channel says. */
    public Uni<Void> refuseUnreadable(Message<?> message) {
        unreadable.increment();
        LOG.warnf("The message at %s is no event that this service knows", place(message));
        return refuse(message, new Unreadable());
    }

    /** What cannot be kept elsewhere still stands where it came from, until the topic's retention ends. */
    private static Uni<Void> refuse(Message<?> message, Throwable reason) {
        return Uni.createFrom()
                .completionStage(() -> message.nack(reason))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LAST_PAUSE)
                .atMost(ATTEMPTS)
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.errorf(failure, "The message at %s could not be kept; it is skipped", place(message));
                    return Uni.createFrom().completionStage(message.ack());
                });
    }

    private static String place(Message<?> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(record -> record.getTopic() + "-" + record.getPartition() + "@" + record.getOffset())
                .orElse("?");
    }
}
