package org.mailkeep.platform.events;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.mailkeep.platform.observe.TraceParent;
import org.mailkeep.platform.store.Outbox;

/** Carries the outbox to Kafka: right after a commit, and every second for what was left. */
@ApplicationScoped
public class OutboxRelay {

    private static final int BATCH = 100;

    /** Beyond the producer's own delivery.timeout.ms: only for a producer that never says anything. */
    private static final Duration SEND_LIMIT = Duration.ofSeconds(8);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(15);

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final Outbox outbox;
    private final MutinyEmitter<String> emitter;
    private final Clock clock;
    private final URI source;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile Duration pause = Duration.ZERO;
    private volatile Instant notBefore = Instant.EPOCH;

    OutboxRelay(
            Outbox outbox,
            @Channel("outbox") MutinyEmitter<String> emitter,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        source = URI.create("urn:mailkeep:" + service);
        this.outbox = outbox;
        this.emitter = emitter;
        this.clock = clock;
    }

    /** Says that there is something to send; returns at once. */
    public void kick() {
        asked.set(true);
        if (!clock.instant().isBefore(notBefore) && running.compareAndSet(false, true)) {
            run().subscribe().with(_ -> {}, failure -> LOG.error("The outbox could not be sent", failure));
        }
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void tick() {
        kick();
    }

    /** Until nothing is left, or something is in the way. Whoever asks meanwhile is served by one more round. */
    private Uni<Void> run() {
        asked.set(false);
        return outbox.relay(BATCH, this::send)
                .onTermination()
                .invoke(() -> running.set(false))
                .flatMap(relayed -> {
                    pauseAfter(relayed);
                    boolean more = relayed.sent() == BATCH || asked.get();
                    return !relayed.stuck() && more && running.compareAndSet(false, true)
                            ? run()
                            : Uni.createFrom().voidItem();
                });
    }

    private void pauseAfter(Outbox.Relayed relayed) {
        if (!relayed.stuck()) {
            pause = Duration.ZERO;
            return;
        }
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
        notBefore = clock.instant().plus(pause);
    }

    private Uni<Boolean> send(Outbox.Waiting waiting) {
        return emitter.sendMessage(record(waiting))
                .ifNoItem()
                .after(SEND_LIMIT)
                .fail()
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("Kafka does not take events; they are kept: %s", failure.getMessage());
                    return false;
                });
    }

    private Message<String> record(Outbox.Waiting waiting) {
        Outbox.Message message = waiting.message();
        var event = OutgoingCloudEventMetadata.<String>builder()
                .withId(message.id().toString())
                .withSource(source)
                .withType(message.type())
                .withSubject(message.key())
                .withTimestamp(message.at().atZone(ZoneOffset.UTC))
                .withDataContentType("application/json")
                .build();
        var record = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(message.topic())
                .withKey(message.key())
                .build();
        // The trace of whoever wrote the event, not of whoever happens to send it.
        var trace = TracingMetadata.withCurrent(TraceParent.context(waiting.traceParent()));
        return Message.of(message.payload(), Metadata.of(event, record, trace));
    }
}
