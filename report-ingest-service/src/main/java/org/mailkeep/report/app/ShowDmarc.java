package org.mailkeep.report.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.mailkeep.report.domain.dashboard.DmarcPicture;
import org.mailkeep.report.domain.dashboard.TimeRange;
import org.mailkeep.report.domain.dmarc.DmarcRecord;
import org.mailkeep.report.store.DmarcTotals;

/** What was reported of messages in the name of our domains. */
@ApplicationScoped
public class ShowDmarc {

    /** Of one source. */
    private static final int MAX_RECORDS = 500;

    private final DmarcTotals totals;

    ShowDmarc(DmarcTotals totals) {
        this.totals = totals;
    }

    /** Of one domain, or of all of them. */
    public Uni<Answer<DmarcPicture>> picture(Optional<String> domain, TimeRange range, boolean verified) {
        return totals.picture(domain, range, verified).map(result -> Answer.of(result, Optional::of));
    }

    /** What was reported of one source, those of the most messages first. */
    public Uni<Answer<List<DmarcRecord>>> records(String domain, String source, TimeRange range, boolean verified) {
        return totals.records(domain, source, range, verified, MAX_RECORDS)
                .map(result -> Answer.of(result, Optional::of));
    }
}
