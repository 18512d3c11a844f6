package org.mailkeep.report.events;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.mailkeep.platform.events.IncomingEvents;

/** What mail servers tell over Kafka ({@code tls.session}), many messages at a time. */
@ApplicationScoped
public class SessionTopic {

    private static final Logger LOG = Logger.getLogger(SessionTopic.class);

    private final Multi<Message<List<String>>> sessions;
    private final IncomingEvents incoming;

    SessionTopic(@Channel("tls-sessions") Multi<Message<List<String>>> sessions, IncomingEvents incoming) {
        this.sessions = sessions;
        this.incoming = incoming;
    }

    /**
     * Hands over the bodies, and goes on when the handler is done; to be called once, at start.
     *
     * @param handler answers with the positions of the bodies that are no outcomes of deliveries
     */
    public void follow(Function<List<String>, Uni<List<Integer>>> handler) {
        sessions.onItem()
                .transformToUniAndConcatenate(batch -> handler.apply(batch.getPayload())
                        .flatMap(faulty -> refuse(batch, faulty))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.error("Outcomes of deliveries could not be counted", failure);
                            return null;
                        })
                        .chain(() -> Uni.createFrom().completionStage(batch.ack())))
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("Outcomes of deliveries are not read any more", failure));
    }

    private Uni<Void> refuse(Message<List<String>> batch, List<Integer> faulty) {
        if (faulty.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        KafkaRecordBatch<?, ?> records = batch.unwrap(KafkaRecordBatch.class);
        return Multi.createFrom()
                .iterable(faulty)
                .onItem()
                .transformToUniAndConcatenate(position ->
                        incoming.refuseUnreadable(records.getRecords().get(position)))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
