package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.outbound.SentFilter;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.report.domain.outbound.Suppression;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.store.SentReports;
import org.mailkeep.report.store.SuppressionRepository;

/** Shows what we reported to others, and keeps to whom nothing is to be reported. */
@ApplicationScoped
public class FindSentReports {

    private final SentReports reports;
    private final SuppressionRepository suppressions;
    private final SenderSettings settings;
    private final Clock clock;

    FindSentReports(SentReports reports, SuppressionRepository suppressions, SenderSettings settings, Clock clock) {
        this.reports = reports;
        this.suppressions = suppressions;
        this.settings = settings;
        this.clock = clock;
    }

    /** How reports are made now. */
    public enum Mode {
        /** Not at all: no domain is configured in whose name. */
        OFF,
        /** Made and kept, not sent. */
        DRY_RUN,
        /** Made and sent. */
        SENDING
    }

    public Mode mode() {
        if (settings.identity().isEmpty()) {
            return Mode.OFF;
        }
        return settings.dryRun() ? Mode.DRY_RUN : Mode.SENDING;
    }

    /** The latest first. */
    public Uni<Answer<Page<SentReport>>> list(SentFilter filter, Position after, int limit) {
        return reports.list(filter, after, limit).map(result -> Answer.of(result, Optional::of));
    }

    public Uni<Answer<SentReport>> get(UUID id) {
        return reports.get(id).map(result -> Answer.of(result, Function.identity()));
    }

    /** As it is sent. */
    public Uni<Answer<Original>> original(UUID id) {
        return reports.original(id).map(result -> Answer.of(result, Function.identity()));
    }

    /** By domain. */
    public Uni<Answer<List<Suppression>>> suppressions() {
        return suppressions.list().map(result -> Answer.of(result, Optional::of));
    }

    /** No report goes to the domain from now on. */
    public Uni<Answer<Suppression>> suppress(DomainName domain, String reason) {
        var suppression = new Suppression(domain, reason, clock.instant());
        return suppressions.put(suppression).map(result -> Answer.of(result, _ -> Optional.of(suppression)));
    }

    /** Reports about days that are not dealt with yet go there again. */
    public Uni<Answer<Integer>> allow(DomainName domain) {
        return suppressions
                .delete(domain)
                .map(result -> Answer.of(result, rows -> Optional.of(rows).filter(count -> count > 0)));
    }
}
