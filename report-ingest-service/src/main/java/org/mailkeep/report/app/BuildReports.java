package org.mailkeep.report.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.contracts.reporting.TlsRptRecord;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.app.SenderSettings.Identity;
import org.mailkeep.report.deliver.ReportFile;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.report.domain.outbound.DayState;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.OwnReport;
import org.mailkeep.report.domain.outbound.ReportDelivery;
import org.mailkeep.report.domain.outbound.RetryPlan;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.report.domain.tlsrpt.TlsReport;
import org.mailkeep.report.store.OutboundDays;
import org.mailkeep.report.store.OutboundDays.Claimed;

/** Makes the report of each domain and day that is over, where the domain's record asks for one (RFC 8460 §3). */
@ApplicationScoped
class BuildReports {

    /** Domains that are dealt with at once. */
    private static final int MANY = 32;

    private static final int CONCURRENCY = 8;

    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String LABELS = "_smtp._tls.";

    /**
     * Sessions that one report mail may have caused: it is tried at several MX hosts. A domain with no more than that had no
     * other traffic, as far as can be told where mail servers do not tell that sessions carried reports.
     */
    private static final int SESSIONS_OF_A_MAIL = 3;

    private static final Logger LOG = Logger.getLogger(BuildReports.class);

    private final OutboundDays days;
    private final DnsResolver dns;
    private final SenderSettings settings;
    private final RandomGenerator random;
    private final Clock clock;

    BuildReports(OutboundDays days, DnsResolver dns, SenderSettings settings, RandomGenerator random, Clock clock) {
        this.days = days;
        this.dns = dns;
        this.settings = settings;
        this.random = random;
        this.clock = clock;
    }

    @Scheduled(
            every = "60s",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> build() {
        return settings.identity()
                .map(this::build)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> build(Identity identity) {
        Instant now = clock.instant();
        return days.claim(MANY, now, now.plus(LEASE)).flatMap(result -> switch (result) {
            case StoreResult.Done<List<Claimed>>(List<Claimed> claimed) ->
                Multi.createFrom()
                        .iterable(claimed)
                        .onItem()
                        .transformToUni(one -> report(identity, one).onFailure().recoverWithItem(failure -> {
                            LOG.errorf(failure, "The report about %s could not be made", one.domain());
                            return null;
                        }))
                        .merge(CONCURRENCY)
                        .collect()
                        .asList()
                        .flatMap(_ -> claimed.size() == MANY
                                ? build(identity)
                                : Uni.createFrom().voidItem());
            case StoreResult.Unavailable<List<Claimed>> _ -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> report(Identity identity, Claimed claimed) {
        if (claimed.suppressed()) {
            return days.finish(claimed, DayState.SUPPRESSED).replaceWithVoid();
        }
        return DomainName.parse(LABELS + claimed.domain())
                .map(name -> dns.txt(name).flatMap(answer -> report(identity, claimed, answer)))
                // A name that DNS cannot hold has no record.
                .orElseGet(() -> days.finish(claimed, DayState.NOT_WANTED).replaceWithVoid());
    }

    private Uni<Void> report(Identity identity, Claimed claimed, Lookup<String> answer) {
        return switch (answer) {
            case Lookup.Secure<String> found -> report(identity, claimed, TlsRptRecord.of(found.records()));
            case Lookup.Insecure<String> found -> report(identity, claimed, TlsRptRecord.of(found.records()));
            case Lookup.NoData<String> _, Lookup.NxDomain<String> _ ->
                days.finish(claimed, DayState.NOT_WANTED).replaceWithVoid();
            case Lookup.Bogus<String> _, Lookup.TempFail<String> _ -> later(claimed);
        };
    }

    private Uni<Void> report(Identity identity, Claimed claimed, TlsRptRecord record) {
        return switch (record) {
            case TlsRptRecord.Announced announced ->
                days.counts(claimed.domain(), claimed.day()).flatMap(result -> switch (result) {
                    case StoreResult.Done<DayCounts>(DayCounts counts) ->
                        counts.sessions() <= SESSIONS_OF_A_MAIL * claimed.mails()
                                ? days.finish(claimed, DayState.REPORTS_ONLY).replaceWithVoid()
                                : keep(identity, counts, announced.rua());
                    case StoreResult.Unavailable<DayCounts> _ ->
                        Uni.createFrom().voidItem();
                });
            case TlsRptRecord.Absent _, TlsRptRecord.Invalid _ ->
                days.finish(claimed, DayState.NOT_WANTED).replaceWithVoid();
        };
    }

    private Uni<Void> later(Claimed claimed) {
        Instant now = clock.instant();
        Instant first = settings.dayEnd().reportable(claimed.day());
        return RetryPlan.next(claimed.attempts(), first, now, Optional.empty())
                .map(due -> days.postpone(claimed, due, now))
                .orElseGet(() -> days.finish(claimed, DayState.NO_ANSWER))
                .replaceWithVoid();
    }

    private Uni<Void> keep(Identity identity, DayCounts counts, List<ReportUri> destinations) {
        Instant now = clock.instant();
        TlsReport report = OwnReport.of(identity.sender(), counts);
        var sent = new SentReport(
                UUID.randomUUID(),
                counts.domain(),
                counts.day(),
                report.reportId(),
                OwnReport.fileName(identity.sender(), counts),
                counts.policies().stream()
                        .mapToLong(DayCounts.PolicyCounts::succeeded)
                        .sum(),
                counts.policies().stream()
                        .mapToLong(DayCounts.PolicyCounts::failed)
                        .sum(),
                now,
                destinations.stream()
                        .filter(ReportUri::usable)
                        .map(ReportUri::text)
                        .distinct()
                        .map(uri -> delivery(uri, now))
                        .toList());
        return Uni.createFrom()
                .item(() -> ReportFile.of(report))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap((Body file) -> days.keep(sent, file))
                .replaceWithVoid();
    }

    private ReportDelivery delivery(String uri, Instant now) {
        // RFC 8460 §4.1: not all reports of the world at midnight.
        Duration wait = Duration.ofMillis(random.nextLong(settings.spread().toMillis() + 1));
        return new ReportDelivery(
                UUID.randomUUID(),
                uri,
                settings.dryRun() ? DeliveryState.DRY_RUN : DeliveryState.WAITING,
                now.plus(wait),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
