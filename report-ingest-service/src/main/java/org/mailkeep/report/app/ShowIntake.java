package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.mailkeep.report.domain.dashboard.IntakePicture;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.store.IntakeTotals;

/** What came in. */
@ApplicationScoped
public class ShowIntake {

    /** Longer times are shown by day. */
    public static final int HOURLY_DAYS = 3;

    private final IntakeTotals totals;

    ShowIntake(IntakeTotals totals) {
        this.totals = totals;
    }

    /** By hour for a few days, by day for more. */
    public Uni<Answer<IntakePicture>> picture(TimeRange range) {
        return totals.picture(range, range.length() <= HOURLY_DAYS).map(result -> Answer.of(result, Optional::of));
    }
}
