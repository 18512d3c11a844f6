package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.deliver.MailRelay;
import org.mailkeep.report.domain.canary.Canary;
import org.mailkeep.report.domain.canary.CanaryPath;
import org.mailkeep.report.domain.outbound.Attempt;
import org.mailkeep.report.mail.CanaryPost;
import org.mailkeep.report.store.CanaryRepository;
import org.mailkeep.report.store.CanaryRepository.Look;

/**
 * Sends a test report by each configured path once a UTC day, from one replica, and sees whether it arrives. Where one does not, an
 * incident tells it like any other.
 */
@ApplicationScoped
public class Canaries {

    private static final Period KEPT = Period.ofDays(31);

    private static final Logger LOG = Logger.getLogger(Canaries.class);

    private final CanaryPost post;
    private final MailRelay relay;
    private final CanaryRepository repository;
    private final WatchIncidents incidents;
    private final ReportConfig.Canary config;
    private final Clock clock;
    private volatile Set<CanaryPath> overdue = Set.of();

    Canaries(
            CanaryPost post,
            MailRelay relay,
            CanaryRepository repository,
            WatchIncidents incidents,
            ReportConfig config,
            Clock clock) {
        this.post = post;
        this.relay = relay;
        this.repository = repository;
        this.incidents = incidents;
        this.config = config.canary();
        this.clock = clock;
    }

    /** The paths by which the latest canary should be here and is not; as of the last look, a minute ago at most. */
    public Set<CanaryPath> overdue() {
        return overdue;
    }

    /** The names of all paths, as metrics have them. */
    public static List<String> names() {
        return Arrays.stream(CanaryPath.values()).map(Canaries::name).toList();
    }

    /** Whether the path of this name is overdue. */
    public boolean isOverdue(String name) {
        return overdue.stream().anyMatch(path -> name(path).equals(name));
    }

    private static String name(CanaryPath path) {
        return path.name().toLowerCase(Locale.ROOT);
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> send() {
        return Multi.createFrom()
                .iterable(post.paths())
                .onItem()
                .transformToUniAndConcatenate(this::sendOnce)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> sendOnce(CanaryPath path) {
        Instant now = clock.instant();
        var canary = new Canary(
                "canary-" + UUID.randomUUID(),
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                DomainName.of(config.domain().orElseThrow(() -> new IllegalStateException("checked at the start"))));
        return repository
                .claim(path, canary, now, now.plus(config.arrivesWithin()))
                .flatMap(result -> switch (result) {
                    case StoreResult.Done<Boolean>(Boolean ours) ->
                        ours ? send(path, canary, now) : Uni.createFrom().voidItem();
                    case StoreResult.Unavailable<Boolean> _ -> Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> send(CanaryPath path, Canary canary, Instant now) {
        return handOver(path, canary, now).onFailure().recoverWithUni(failure -> {
            LOG.warnf("A test report could not be sent by %s: %s", path, failure);
            return repository
                    .failed(path, canary, failure.getClass().getSimpleName())
                    .replaceWithVoid();
        });
    }

    private Uni<Void> handOver(CanaryPath path, Canary canary, Instant now) {
        return switch (path) {
            case HTTPS -> post.post(canary);
            case MAIL -> {
                CanaryPost.Outgoing mail = post.mail(canary, now);
                yield relay.send(mail.from(), mail.to(), mail.message())
                        .invoke(Canaries::taken)
                        .replaceWithVoid();
            }
        };
    }

    private static void taken(Attempt attempt) {
        switch (attempt) {
            case Attempt.Taken _ -> {}
            case Attempt.Refused refused -> throw new IllegalStateException(refused.reply());
            case Attempt.Failed failed -> throw new IllegalStateException(failed.reply());
        }
    }

    @Scheduled(
            every = "1m",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> look() {
        Instant now = clock.instant();
        var terms = new CanaryRepository.Terms(
                Set.copyOf(post.paths()),
                config.domain().map(DomainName::of),
                LocalDate.ofInstant(now, ZoneOffset.UTC).minus(KEPT),
                incidents.telling(now));
        return repository
                .look(terms, now)
                .invoke(result -> {
                    switch (result) {
                        case StoreResult.Done<Look>(Look look) -> remember(look);
                        case StoreResult.Unavailable<Look> _ -> {
                            // What was known last stands.
                        }
                    }
                })
                .replaceWithVoid();
    }

    private void remember(Look look) {
        Set<CanaryPath> missing = Set.copyOf(look.overdue());
        if (!missing.isEmpty() && !missing.equals(overdue)) {
            LOG.errorf("Today's test report did not arrive by %s: reports of others may be lost", missing);
        }
        overdue = missing;
        if (!look.changes().isEmpty()) {
            incidents.committed(look.changes());
        }
    }
}
