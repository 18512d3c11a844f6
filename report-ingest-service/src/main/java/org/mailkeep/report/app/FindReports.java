package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.stored.KeptDetail;
import org.mailkeep.report.domain.stored.KeptReport;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.ReportFilter;
import org.mailkeep.report.domain.stored.TlsDay;
import org.mailkeep.report.intake.ReadingPool;
import org.mailkeep.report.store.ReportQueries;
import org.mailkeep.report.store.TlsTotals;

/** Shows what was kept. */
@ApplicationScoped
public class FindReports {

    private final ReportQueries queries;
    private final TlsTotals totals;
    private final ReadingPool pool;

    FindReports(ReportQueries queries, TlsTotals totals, ReadingPool pool) {
        this.queries = queries;
        this.totals = totals;
        this.pool = pool;
    }

    /** By the time covered, the latest first. */
    public Uni<Answer<Page<KeptReport>>> list(ReportFilter filter, Position after, int limit) {
        return queries.list(filter, after, limit).map(result -> Answer.of(result, Optional::of));
    }

    public Uni<Answer<KeptDetail>> detail(UUID id) {
        return queries.detail(id).map(result -> Answer.of(result, Function.identity()));
    }

    /** As it was sent. */
    public Uni<Answer<Original>> original(UUID id) {
        return queries.original(id).map(result -> Answer.of(result, Function.identity()));
    }

    /**
     * The totals of a domain per day.
     *
     * @param to inclusive
     */
    public Uni<Answer<List<TlsDay>>> tlsDays(DomainName domain, LocalDate from, LocalDate to) {
        return totals.days(domain, from, to).map(result -> Answer.of(result, Optional::of));
    }

    /** As it was sent, unpacked and readable; empty text where it is too long for that. */
    public Uni<Answer<Optional<String>>> text(UUID id) {
        return queries.original(id).flatMap(result -> switch (Answer.of(result, Function.identity())) {
            case Answer.Found<Original>(Original original) ->
                pool.text(original.body()).map(Answer.Found::new);
            case Answer.Nothing<Original> _ -> Uni.createFrom().item(new Answer.Nothing<>());
            case Answer.Unavailable<Original> _ -> Uni.createFrom().item(new Answer.Unavailable<>());
        });
    }
}
