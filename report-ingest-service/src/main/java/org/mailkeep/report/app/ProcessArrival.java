package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Trust;
import org.mailkeep.report.domain.found.Found;
import org.mailkeep.report.domain.found.Judged;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.domain.mail.Proof;
import org.mailkeep.report.events.ReportEvents;
import org.mailkeep.report.intake.ReadingPool;
import org.mailkeep.report.mail.MailProof;
import org.mailkeep.report.store.ReportRepository;
import org.mailkeep.report.store.SpoolRepository;

/** Takes an arrival out of the spool: reads it, decides what it is worth, and keeps it. */
@ApplicationScoped
class ProcessArrival {

    /** So often an arrival is tried; whatever it does to the service then, it does no longer. */
    private static final int MAX_ATTEMPTS = 5;

    /** So long DNS is asked again for the key of a signature; a resolver's outage is over by then, or the key is gone. */
    private static final Duration PATIENCE = Duration.ofHours(24);

    /** The pool has too much to do already. That says nothing of the arrival, so it does not count as an attempt. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofHours(1);

    private final ReadingPool pool;
    private final MailProof proof;
    private final Judgement judgement;
    private final ReportRepository reports;
    private final SpoolRepository spool;
    private final OutboxRelay relay;
    private final WatchIncidents incidents;
    private final IntakeStatistics statistics;
    private final News news;
    private final Clock clock;

    ProcessArrival(
            ReadingPool pool,
            MailProof proof,
            Judgement judgement,
            ReportRepository reports,
            SpoolRepository spool,
            OutboxRelay relay,
            WatchIncidents incidents,
            IntakeStatistics statistics,
            News news,
            Clock clock) {
        this.pool = pool;
        this.proof = proof;
        this.judgement = judgement;
        this.reports = reports;
        this.spool = spool;
        this.relay = relay;
        this.incidents = incidents;
        this.statistics = statistics;
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
            Found failed = new Found.Unreadable("$", "processing it failed " + MAX_ATTEMPTS + " times");
            return keep(arrival, List.of(new Judged(failed, Trust.UNVERIFIED, false)));
        }
        return pool.read(arrival)
                .flatMap(found -> found.isPresent()
                        ? judge(arrival, found.get())
                        : spool.postpone(arrival.id(), clock.instant().plus(BUSY))
                                .replaceWith(new Result.Later()));
    }

    private Uni<Result> judge(Arrival arrival, List<Found> found) {
        boolean readable = !found.stream().allMatch(Found.Unreadable.class::isInstance);
        if (arrival.payload() == Payload.MESSAGE && readable) {
            return proof.of(arrival.body(), arrival.at()).flatMap(known -> judge(arrival, found, known));
        }
        Instant now = clock.instant();
        return keep(
                arrival,
                found.stream().map(one -> judgement.ofReport(arrival, one, now)).toList());
    }

    /** RFC 6376 §6.1.2: a key that nobody knows for the moment is no missing one. */
    private Uni<Result> judge(Arrival arrival, List<Found> found, Proof known) {
        Instant now = clock.instant();
        Duration age = Duration.between(arrival.at(), now);
        if (known instanceof Proof.Undecided && age.compareTo(PATIENCE) < 0) {
            return spool.postpone(arrival.id(), now.plus(pause(age))).replaceWith(new Result.Later());
        }
        return keep(
                arrival,
                found.stream().map(one -> judgement.ofMailed(one, known, now)).toList());
    }

    private static Duration pause(Duration age) {
        if (age.compareTo(FIRST_RETRY) < 0) {
            return FIRST_RETRY;
        }
        return age.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : age;
    }

    private Uni<Result> keep(Arrival arrival, List<Judged> judged) {
        Instant now = clock.instant();
        return reports.keep(arrival, judged, now, (UUID id, Judged one) -> ReportEvents.received(id, one, now))
                .map(result -> switch (result) {
                    case StoreResult.Done<Optional<List<Outcome>>>(Optional<List<Outcome>> outcomes) -> {
                        relay.kick();
                        incidents.kick();
                        outcomes.ifPresent(all ->
                                statistics.processed(arrival.transport(), all, Duration.between(now, clock.instant())));
                        news.tell();
                        yield outcomes.<Result>map(Result.Done::new).orElseGet(Result.Later::new);
                    }
                    case StoreResult.Unavailable<Optional<List<Outcome>>> _ -> new Result.Later();
                });
    }
}
