package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.events.ReportEvents;
import org.mailkeep.report.intake.ReadingPool;
import org.mailkeep.report.store.ReportRepository;
import org.mailkeep.report.store.SpoolRepository;

/** Takes an arrival out of the spool: reads it, decides what it is worth, and keeps it. */
@ApplicationScoped
class ProcessArrival {

    /** Clocks go wrong; a day that has not begun was not measured. */
    private static final Duration AHEAD = Duration.ofDays(2);

    /** So often an arrival is tried; whatever it does to the service then, it does no longer. */
    private static final int MAX_ATTEMPTS = 5;

    private final ReadingPool pool;
    private final HostedDomains domains;
    private final ReportRepository reports;
    private final SpoolRepository spool;
    private final OutboxRelay relay;
    private final News news;
    private final Clock clock;

    ProcessArrival(
            ReadingPool pool,
            HostedDomains domains,
            ReportRepository reports,
            SpoolRepository spool,
            OutboxRelay relay,
            News news,
            Clock clock) {
        this.pool = pool;
        this.domains = domains;
        this.reports = reports;
        this.spool = spool;
        this.relay = relay;
        this.news = news;
        this.clock = clock;
    }

    /** What processing came to. */
    sealed interface Result {

        /** Everything in it has its place. */
        record Done(List<Outcome> outcomes) implements Result {}

        /** It stays in the spool, or somebody else was faster. */
        record Later() implements Result {}
    }

    /** Processes what is in the spool; the caller holds its lease. */
    Uni<Result> process(SpoolRepository.Claimed claimed) {
        Arrival arrival = claimed.arrival();
        if (claimed.attempts() > MAX_ATTEMPTS) {
            return keep(arrival, List.of(new Found.Unreadable("$", "processing it failed " + MAX_ATTEMPTS + " times")));
        }
        return pool.read(arrival)
                .flatMap(found -> found.isPresent()
                        ? keep(arrival, found.get())
                        : spool.release(arrival.id(), clock.instant()).replaceWith(new Result.Later()));
    }

    private Uni<Result> keep(Arrival arrival, List<Found> found) {
        Instant now = clock.instant();
        List<Judged> judged = found.stream()
                .map(one -> judge(arrival, refuseFuture(one, now)))
                .toList();
        return reports.keep(arrival, judged, now, (UUID id, Judged one) -> ReportEvents.received(id, one, now))
                .map(result -> switch (result) {
                    case StoreResult.Done<Optional<List<Outcome>>>(Optional<List<Outcome>> outcomes) -> {
                        relay.kick();
                        news.tell();
                        yield outcomes.<Result>map(Result.Done::new).orElseGet(Result.Later::new);
                    }
                    case StoreResult.Unavailable<Optional<List<Outcome>>> _ -> new Result.Later();
                });
    }

    private Judged judge(Arrival arrival, Found found) {
        return switch (found) {
            case Found.Tls tls -> judged(arrival, found, tls.report().domains());
            case Found.Dmarc dmarc ->
                judged(arrival, found, List.of(dmarc.report().policy().domain()));
            case Found.Unreadable _ -> new Judged(found, Trust.UNVERIFIED, false);
        };
    }

    /** The secret path of a domain vouches for reports about that domain alone. */
    private Judged judged(Arrival arrival, Found found, List<DomainName> about) {
        boolean vouched = arrival.vouchedFor()
                .filter(domain -> about.stream().allMatch(domain::equals))
                .isPresent();
        return new Judged(found, vouched ? Trust.TOKEN : Trust.UNVERIFIED, domains.anyHosted(about));
    }

    private static Found refuseFuture(Found found, Instant now) {
        return switch (found) {
            case Found.Tls tls -> isAhead(tls.report().range(), now) ? future() : found;
            case Found.Dmarc dmarc -> isAhead(dmarc.report().range(), now) ? future() : found;
            case Found.Unreadable _ -> found;
        };
    }

    private static boolean isAhead(DateRange range, Instant now) {
        return range.begin().isAfter(now.plus(AHEAD));
    }

    private static Found future() {
        return new Found.Unreadable("$", "the time that it covers has not begun");
    }
}
