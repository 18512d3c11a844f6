package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.BackOff;
import org.mailkeep.report.notify.WebhookClient;
import org.mailkeep.report.store.WebhookRepository;
import org.mailkeep.report.store.WebhookRepository.Claimed;

/** Makes the webhook calls that were written down with incidents, until they are answered. */
@ApplicationScoped
public class SendWebhooks {

    private static final int AT_ONCE = 8;

    /** Longer than a call takes at most; after it, a replica that died with the call is not waited for. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(SendWebhooks.class);

    private final WebhookClient client;
    private final WebhookRepository repository;
    private final Clock clock;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    SendWebhooks(WebhookClient client, WebhookRepository repository, Clock clock) {
        this.client = client;
        this.repository = repository;
        this.clock = clock;
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    /** What became of attempts. */
    public enum Outcome {
        DELIVERED,
        FAILED,
        GIVEN_UP
    }

    /** How many attempts came to this, since the start. */
    public long count(Outcome outcome) {
        return counter(outcome).sum();
    }

    boolean isConfigured() {
        return client.isConfigured();
    }

    /** Says that there may be one; returns at once. */
    void kick() {
        if (isConfigured() && running.compareAndSet(false, true)) {
            sendAll()
                    .onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.error("Webhooks could not be called", failure));
        }
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void tick() {
        kick();
    }

    private Uni<Void> sendAll() {
        Instant now = clock.instant();
        return repository.claim(AT_ONCE, now, now.plus(LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<List<Claimed>>(List<Claimed> claimed) ->
                claimed.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Multi.createFrom()
                                .iterable(claimed)
                                .onItem()
                                .transformToUniAndMerge(this::send)
                                .collect()
                                .last()
                                .flatMap(_ -> sendAll());
            case StoreResult.Unavailable<List<Claimed>> _ -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> send(Claimed call) {
        return client.send(call.messageId().toString(), call.body(), clock.instant())
                .flatMap(outcome -> switch (outcome) {
                    case WebhookClient.Outcome.Delivered() -> {
                        add(Outcome.DELIVERED);
                        yield repository.remove(call.id());
                    }
                    case WebhookClient.Outcome.Failed(String why) -> again(call, why);
                    case WebhookClient.Outcome.Refused() -> {
                        add(Outcome.GIVEN_UP);
                        LOG.warn("The webhook's receiver is gone (HTTP status 410); the call is dropped");
                        yield repository.remove(call.id());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<StoreResult<Integer>> again(Claimed call, String why) {
        Optional<Instant> next = BackOff.next(call.attempts(), call.createdAt(), clock.instant());
        add(next.isPresent() ? Outcome.FAILED : Outcome.GIVEN_UP);
        LOG.warnf(
                "A webhook call failed %s: %s",
                next.isPresent() ? "and is made again later" : "for days and is given up", why);
        return next.map(at -> repository.postpone(call.id(), at)).orElseGet(() -> repository.remove(call.id()));
    }

    private void add(Outcome outcome) {
        counter(outcome).increment();
    }

    private LongAdder counter(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }
}
