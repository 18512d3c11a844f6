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
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.app.OutgoingStatistics.Outcome;
import org.mailkeep.report.app.OutgoingStatistics.What;
import org.mailkeep.report.app.SenderSettings.Identity;
import org.mailkeep.report.deliver.HttpsPost;
import org.mailkeep.report.domain.outbound.Attempt;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.ReportMail;
import org.mailkeep.report.domain.outbound.RetryPlan;
import org.mailkeep.report.store.OutboundDeliveries;
import org.mailkeep.report.store.OutboundDeliveries.Claimed;

/**
 * Sends reports that are due, each by one replica. A replica that dies between a delivery and writing it down has it sent
 * again after its lease: receivers know a report by its id.
 */
@ApplicationScoped
class SendReports {

    /** Reports that are in memory together. */
    private static final int MANY = 8;

    /** Longer than an attempt takes. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(SendReports.class);

    private final OutboundDeliveries deliveries;
    private final HttpsPost https;
    private final OutgoingMail mail;
    private final SenderSettings settings;
    private final OutgoingStatistics statistics;
    private final Clock clock;

    SendReports(
            OutboundDeliveries deliveries,
            HttpsPost https,
            OutgoingMail mail,
            SenderSettings settings,
            OutgoingStatistics statistics,
            Clock clock) {
        this.deliveries = deliveries;
        this.https = https;
        this.mail = mail;
        this.settings = settings;
        this.statistics = statistics;
        this.clock = clock;
    }

    @Scheduled(
            every = "10s",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> send() {
        return settings.dryRun()
                ? Uni.createFrom().voidItem()
                : settings.identity()
                        .map(this::send)
                        .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> send(Identity identity) {
        Instant now = clock.instant();
        return deliveries.claim(MANY, now, now.plus(LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<List<Claimed>>(List<Claimed> claimed) ->
                Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUniAndMerge(one -> send(identity, one)
                                .onFailure()
                                .recoverWithItem(failure -> {
                                    LOG.errorf(failure, "The report about %s could not be sent", one.domain());
                                    return 0;
                                }))
                        .collect()
                        .asList()
                        .flatMap(_ -> claimed.size() == MANY
                                ? send(identity)
                                : Uni.createFrom().voidItem());
            case StoreResult.Unavailable<List<Claimed>> _ -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Integer> send(Identity identity, Claimed claimed) {
        if (claimed.suppressed()) {
            return finish(claimed, DeliveryState.SUPPRESSED, Optional.empty(), "");
        }
        return switch (ReportUri.of(claimed.destination())) {
            case ReportUri.Https host ->
                https.send(host, claimed.file()).flatMap(outcome -> keep(claimed, What.REPORT_BY_HTTPS, outcome));
            case ReportUri.Mail mailbox ->
                mail(identity, claimed, mailbox).flatMap(outcome -> keep(claimed, What.REPORT_BY_MAIL, outcome));
            case ReportUri.Other _, ReportUri.Invalid _ ->
                finish(claimed, DeliveryState.REFUSED, Optional.empty(), "reports cannot be sent there");
        };
    }

    /** Counted before it is sent: its sessions may be told while the relay still thinks about it. */
    private Uni<Attempt> mail(Identity identity, Claimed claimed, ReportUri.Mail mailbox) {
        var report = new ReportMail(
                claimed.id(),
                identity.from(),
                mailbox.address(),
                claimed.builtAt(),
                claimed.domain(),
                identity.sender().submitter(),
                claimed.reportId(),
                claimed.fileName(),
                claimed.file());
        return deliveries
                .countMail(mailbox.address().domain(), clock.instant())
                .flatMap(_ -> mail.send(identity.from(), mailbox.address(), report.text()));
    }

    private Uni<Integer> keep(Claimed claimed, What what, Attempt attempt) {
        return switch (attempt) {
            case Attempt.Taken(int status, String reply) -> {
                statistics.add(what, attempt);
                yield finish(claimed, DeliveryState.TAKEN, Optional.of(status), reply);
            }
            case Attempt.Refused(Optional<Integer> status, String reply) -> {
                statistics.add(what, attempt);
                yield finish(claimed, DeliveryState.REFUSED, status, reply);
            }
            case Attempt.Failed failed -> {
                Optional<Instant> next =
                        RetryPlan.next(claimed.attempts(), claimed.firstAttempt(), clock.instant(), failed.retryAt());
                statistics.add(what, next.isPresent() ? Outcome.FAILED : Outcome.GIVEN_UP);
                yield next.map(due -> record(claimed, DeliveryState.WAITING, due, failed.status(), failed.reply()))
                        .orElseGet(() -> finish(claimed, DeliveryState.GIVEN_UP, failed.status(), failed.reply()));
            }
        };
    }

    private Uni<Integer> finish(Claimed claimed, DeliveryState state, Optional<Integer> status, String reply) {
        return record(claimed, state, clock.instant(), status, reply);
    }

    private Uni<Integer> record(
            Claimed claimed, DeliveryState state, Instant due, Optional<Integer> status, String reply) {
        return deliveries.record(claimed.id(), state, due, status, reply).map(result -> switch (result) {
            case StoreResult.Done<Integer>(Integer rows) -> rows;
            case StoreResult.Unavailable<Integer> _ -> 0;
        });
    }
}
