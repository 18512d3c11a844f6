package org.mailkeep.report.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.FailureRow;
import org.mailkeep.report.store.FailureQueries;

/** Failures across reports. */
@ApplicationScoped
public class ShowFailures {

    private static final int BATCH = 1_000;

    private final FailureQueries queries;

    ShowFailures(FailureQueries queries) {
        this.queries = queries;
    }

    /** The end of a stream: PostgreSQL does not answer any more. */
    public static final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnavailableException() {
            super("PostgreSQL does not answer");
        }
    }

    /** Counts them. */
    public Uni<Answer<FailurePicture>> picture(FailureFilter filter) {
        return queries.picture(filter).map(result -> Answer.of(result, Optional::of));
    }

    /** One by one, the latest first. */
    public Uni<Answer<List<FailureRow>>> rows(FailureFilter filter, FailureRow.Place after, int limit) {
        return queries.rows(filter, after, limit).map(result -> Answer.of(result, Optional::of));
    }

    /**
     * The same as a stream, of which there is never more in memory than a piece.
     *
     * @param limit of rows, rounded up to whole pieces of a thousand
     * @return fails with {@link UnavailableException}
     */
    public Multi<FailureRow> all(FailureFilter filter, int limit) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(FailureRow.Place.START),
                        place -> rows(filter, place.get(), BATCH).map(answer -> {
                            List<FailureRow> rows = switch (answer) {
                                case Answer.Found<List<FailureRow>>(List<FailureRow> found) -> found;
                                case Answer.Nothing<List<FailureRow>> _ -> List.of();
                                case Answer.Unavailable<List<FailureRow>> _ -> throw new UnavailableException();
                            };
                            if (!rows.isEmpty()) {
                                place.set(rows.getLast().place());
                            }
                            return rows;
                        }))
                .whilst(rows -> rows.size() == BATCH)
                .select()
                .first((limit + BATCH - 1L) / BATCH)
                .onItem()
                .disjoint();
    }
}
