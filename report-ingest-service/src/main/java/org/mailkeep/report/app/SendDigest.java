package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.DigestWeek;
import org.mailkeep.report.domain.stored.Digest;
import org.mailkeep.report.domain.stored.IncidentFilter;
import org.mailkeep.report.domain.stored.KeptIncident;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.notify.DigestMail;
import org.mailkeep.report.store.DigestRepository;
import org.mailkeep.report.store.IncidentQueries;

/** Sends the mail of the week, once, by one of the replicas. */
@ApplicationScoped
class SendDigest {

    /** Longer than a relay takes; after it another replica tries. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private static final int MAX_INCIDENTS = 200;

    private static final Logger LOG = Logger.getLogger(SendDigest.class);

    private final DigestRepository repository;
    private final IncidentQueries incidents;
    private final DigestMail mail;
    private final Clock clock;

    SendDigest(DigestRepository repository, IncidentQueries incidents, DigestMail mail, Clock clock) {
        this.repository = repository;
        this.incidents = incidents;
        this.mail = mail;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> sendWhenDue() {
        return DigestWeek.due(clock.instant())
                .filter(_ -> mail.isConfigured())
                .map(this::send)
                .orElseGet(() -> Uni.createFrom().item(false))
                .replaceWithVoid();
    }

    /** Whether this replica sent it now. */
    Uni<Boolean> send(DigestWeek week) {
        Instant now = clock.instant();
        return repository.take(week, now, now.plus(LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<Boolean>(Boolean mine)
            when mine -> compose(week).flatMap(this::deliver);
            case StoreResult.Done<Boolean> _, StoreResult.Unavailable<Boolean> _ ->
                Uni.createFrom().item(false);
        });
    }

    /** Empty while PostgreSQL is away. */
    private Uni<Optional<Digest>> compose(DigestWeek week) {
        var filter = new IncidentFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(begin(week.monday())),
                Optional.of(begin(week.sunday().plusDays(1))));
        return repository
                .sessions(week)
                .flatMap(sessions -> incidents
                        .list(filter, Position.START, MAX_INCIDENTS)
                        .map(found -> sessions
                                                instanceof
                                                StoreResult.Done<List<Digest.Sessions>>(List<Digest.Sessions> domains)
                                        && found
                                                instanceof StoreResult.Done<Page<KeptIncident>>(Page<KeptIncident> page)
                                ? Optional.of(new Digest(week, domains, page.items()))
                                : Optional.empty()));
    }

    private Uni<Boolean> deliver(Optional<Digest> digest) {
        return digest.map(one -> mail.send(one)
                        .flatMap(_ -> repository.sent(one.week(), clock.instant()))
                        .replaceWith(true)
                        .onFailure()
                        .recoverWithItem(failure -> {
                            LOG.warnf(
                                    "The digest of the week of %s could not be sent; it is tried again: %s",
                                    one.week().monday(), failure.getMessage());
                            return false;
                        }))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
