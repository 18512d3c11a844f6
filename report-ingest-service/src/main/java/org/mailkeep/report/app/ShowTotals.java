package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.mailkeep.report.domain.dashboard.Completeness;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.store.WallTotals;

/** What the reports of many domains and of many organisations amount to. */
@ApplicationScoped
public class ShowTotals {

    private final WallTotals totals;
    private final Clock clock;

    ShowTotals(WallTotals totals, Clock clock) {
        this.totals = totals;
        this.clock = clock;
    }

    /**
     * Which are wanted: the worst of the last complete day first.
     *
     * @param verified by known senders, or by the others
     * @param part of the name; empty for all
     */
    public record Wanted(TimeRange range, boolean verified, String part, int skipped, int many) {}

    public Uni<Answer<RibbonList>> domains(Wanted wanted) {
        return list(WallTotals.Of.DOMAINS, wanted);
    }

    public Uni<Answer<RibbonList>> organizations(Wanted wanted) {
        return list(WallTotals.Of.ORGANIZATIONS, wanted);
    }

    private Uni<Answer<RibbonList>> list(WallTotals.Of of, Wanted wanted) {
        LocalDate complete = Completeness.lastComplete(clock.instant());
        return totals.list(new WallTotals.Wanted(
                        of,
                        wanted.range(),
                        wanted.verified(),
                        complete,
                        wanted.part(),
                        wanted.skipped(),
                        wanted.many()))
                .map(result -> Answer.of(result, Optional::of));
    }
}
