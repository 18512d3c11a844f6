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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.deliver.MailRelay;
import org.mailkeep.report.domain.incident.DigestWeek;
import org.mailkeep.report.domain.outbound.Attempt;
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
    private final MailRelay relay;
    private final OutgoingStatistics statistics;
    private final Clock clock;

    SendDigest(
            DigestRepository repository,
            IncidentQueries incidents,
            DigestMail mail,
            MailRelay relay,
            OutgoingStatistics statistics,
            Clock clock) {
        this.repository = repository;
        this.incidents = incidents;
        this.mail = mail;
        this.relay = relay;
        this.statistics = statistics;
        this.clock = clock;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> sendWhenDue() {
        return DigestWeek.due(clock.instant())
                .filter(_ -> mail.isConfigured() && relay.isConfigured())
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
        return digest.map(this::deliver).orElseGet(() -> Uni.createFrom().item(false));
    }

    /** Done once somebody has it: who could not be reached is not worth that the others get it twice. */
    private Uni<Boolean> deliver(Digest digest) {
        return Multi.createFrom()
                .iterable(mail.recipients())
                .onItem()
                .transformToUniAndConcatenate(
                        to -> relay.send(mail.from(), to, mail.write(digest, to, clock.instant())))
                .onItem()
                .invoke(attempt -> tell(digest, attempt))
                .collect()
                .asList()
                .flatMap(attempts -> attempts.stream().anyMatch(Attempt.Taken.class::isInstance)
                        ? repository.sent(digest.week(), clock.instant()).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private void tell(Digest digest, Attempt attempt) {
        statistics.add(OutgoingStatistics.What.DIGEST, attempt);
        switch (attempt) {
            case Attempt.Taken _ -> {}
            case Attempt.Refused refused -> warn(digest, refused.reply());
            case Attempt.Failed failed -> warn(digest, failed.reply());
        }
    }

    private static void warn(Digest digest, String reply) {
        LOG.warnf(
                "The digest of the week of %s was not taken: %s", digest.week().monday(), reply);
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
