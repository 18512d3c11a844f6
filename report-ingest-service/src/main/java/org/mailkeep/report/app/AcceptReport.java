package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Arrival;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Outcome;
import org.mailkeep.report.intake.DiskSpool;
import org.mailkeep.report.store.SpoolRepository;

/**
 * Takes in what somebody hands over. A sender that is told of success never sends again: so what it sent is on a disk before,
 * in PostgreSQL or, while that is away, in the spool's folder.
 */
@ApplicationScoped
public class AcceptReport {

    /** Arrivals that are processed while their senders wait. When more come, they are kept, and processed afterwards. */
    private static final int AT_ONCE = 4;

    private static final Logger LOG = Logger.getLogger(AcceptReport.class);

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final GroupCommit spool;
    private final DiskSpool disk;
    private final ProcessArrival process;
    private final IntakeStatistics statistics;
    private final ReportConfig config;
    private final Clock clock;

    AcceptReport(
            GroupCommit spool,
            DiskSpool disk,
            ProcessArrival process,
            IntakeStatistics statistics,
            ReportConfig config,
            Clock clock) {
        this.spool = spool;
        this.disk = disk;
        this.process = process;
        this.statistics = statistics;
        this.config = config;
        this.clock = clock;
    }

    /** What the sender is told. */
    public sealed interface Acceptance {

        /** It is kept and will be processed. */
        record Spooled() implements Acceptance {}

        /** It is kept and was processed. */
        record Processed(List<Outcome> outcomes) implements Acceptance {}

        /** It is larger than what is taken. */
        record TooLarge(int limit) implements Acceptance {}

        /** It could not be kept; the sender has to try again. */
        record NotKept() implements Acceptance {}
    }

    /** Octets of a mail, at most: the largest report in Base64. */
    public int maxMailBytes() {
        return inBase64(config.maxBytes());
    }

    /**
     * Keeps what was sent, and processes it where that is soon done.
     *
     * @param vouchedFor the domain by whose secret path it came
     */
    public Uni<Acceptance> accept(Transport transport, Payload payload, Optional<DomainName> vouchedFor, Body body) {
        int limit = payload == Payload.MESSAGE ? maxMailBytes() : config.maxBytes();
        if (body.length() > limit) {
            statistics.add(transport, IntakeStatistics.Fate.TOO_LARGE);
            return Uni.createFrom().item(new Acceptance.TooLarge(limit));
        }
        var arrival = new Arrival(UUID.randomUUID(), clock.instant(), transport, payload, vouchedFor, body);
        return places.tryAcquire() ? keepAndProcess(arrival) : keep(arrival);
    }

    private Uni<Acceptance> keep(Arrival arrival) {
        return spool.add(arrival)
                .flatMap(stored -> stored ? Uni.createFrom().item(new Acceptance.Spooled()) : spoolOnDisk(arrival));
    }

    private Uni<Acceptance> keepAndProcess(Arrival arrival) {
        Uni<Boolean> kept = spool.addLeased(arrival).memoize().indefinitely();
        Uni<Acceptance> done = kept.flatMap(stored -> stored ? process(arrival) : spoolOnDisk(arrival))
                .onTermination()
                .invoke(() -> places.release())
                .memoize()
                .indefinitely();
        // Goes on to its end, also when nobody waits any longer.
        done.subscribe().with(_ -> {}, failure -> LOG.error("An arrival could not be kept", failure));
        return kept.flatMap(stored ->
                stored ? done.ifNoItem().after(config.answerWithin()).recoverWithItem(new Acceptance.Spooled()) : done);
    }

    private Uni<Acceptance> process(Arrival arrival) {
        return process.process(new SpoolRepository.Claimed(arrival, 1))
                .map(AcceptReport::acceptance)
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.error("An arrival could not be processed; it is tried again later", failure);
                    return new Acceptance.Spooled();
                });
    }

    private static Acceptance acceptance(ProcessArrival.Result result) {
        return switch (result) {
            case ProcessArrival.Result.Done done -> new Acceptance.Processed(done.outcomes());
            case ProcessArrival.Result.Later _ -> new Acceptance.Spooled();
        };
    }

    private Uni<Acceptance> spoolOnDisk(Arrival arrival) {
        return Uni.createFrom()
                .<Acceptance>item(() -> {
                    if (disk.add(arrival)) {
                        return new Acceptance.Spooled();
                    }
                    statistics.add(arrival.transport(), IntakeStatistics.Fate.NOT_KEPT);
                    return new Acceptance.NotKept();
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Base64 makes four octets of three, with a line end after 76 of them (RFC 2045 §6.8); and there are headers. */
    private static int inBase64(int bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, bytes * 14L / 10 + 65_536));
    }
}
