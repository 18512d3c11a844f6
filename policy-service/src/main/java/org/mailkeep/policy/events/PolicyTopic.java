package org.mailkeep.policy.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsPolicyEvent;

/**
 * What arrives over Kafka, one message after the other. Anybody may have written it: what cannot be read is counted,
 * logged without its text, and skipped.
 */
@ApplicationScoped
public class PolicyTopic {

    private static final Logger LOG = Logger.getLogger(PolicyTopic.class);

    private final Multi<Message<String>> events;
    private final Multi<Message<String>> requests;
    private final Counter unreadable;

    PolicyTopic(
            @Channel("policy-events") Multi<Message<String>> events,
            @Channel("policy-requests") Multi<Message<String>> requests,
            MeterRegistry meters) {
        this.events = events;
        this.requests = requests;
        unreadable = Counter.builder("tlspolicy_messages_unreadable")
                .description("Kafka messages that were skipped since they are no events of ours")
                .register(meters);
    }

    /** Every event about any domain, our own included; to be called once, at start. */
    public void followEvents(Function<TlsPolicyEvent, Uni<Void>> handler) {
        follow(events, EventJson::policyEvent, handler);
    }

    /** Requests that this replica is to serve; to be called once, at start. */
    public void followRequests(Function<RecheckRequested, Uni<Void>> handler) {
        follow(requests, EventJson::recheckRequested, handler);
    }

    private <T> void follow(Multi<Message<String>> messages, Reader<T> reader, Function<T, Uni<Void>> handler) {
        messages.onItem()
                .transformToUniAndConcatenate(message -> read(message, reader)
                        .map(handler)
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

    private <T> Optional<T> read(Message<String> message, Reader<T> reader) {
        Optional<T> event = message.getMetadata(IncomingCloudEventMetadata.class)
                .flatMap(metadata -> reader.read(metadata.getType(), message.getPayload()));
        if (event.isEmpty()) {
            unreadable.increment();
            LOG.warn("A Kafka message is no event that this service knows; it is skipped");
        }
        return event;
    }

    /** Makes an event from its CloudEvents type and its body; empty where that is not possible. */
    private interface Reader<T> {
        Optional<T> read(String type, String body);
    }
}
