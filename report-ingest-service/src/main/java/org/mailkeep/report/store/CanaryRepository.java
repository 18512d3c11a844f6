package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.canary.Canary;
import org.mailkeep.report.domain.canary.CanaryPath;

/** Which canaries were sent, and which arrived. */
@ApplicationScoped
public class CanaryRepository {

    /** One replica a day and path gets a row; one that could not send is tried again by whoever comes next. */
    private static final String CLAIM = """
            insert into canary as known (day, path, report_id, sent_at, due_at)
            values (:day, :path, :id, :now, :due)
            on conflict (day, path) do update set report_id = excluded.report_id, sent_at = excluded.sent_at, failure = null
            where known.failure is not null and known.arrived_at is null
            """;

    private static final String FAILED =
            "update canary set failure = :failure where day = :day and path = :path and report_id = :id";

    /** By mail it has to be verified: a signature that breaks on the way would break on others, too. */
    private static final String ARRIVED = """
            update canary c set arrived_at = r.received_at, failure = null from report r
            where c.arrived_at is null and c.day >= cast(:since as date)
              and r.range_begin = (c.day - 1) at time zone 'UTC' and r.report_id = c.report_id
              and r.organization_key = :organization and (c.path <> 'MAIL' or r.trust = 'DKIM')
            """;

    /** The latest of each path counts. */
    private static final String OVERDUE = """
            select path from (select distinct on (path) path, due_at, arrived_at from canary order by path, day desc) latest
            where arrived_at is null and due_at < :now
            """;

    private static final String DELETE_OLD = "delete from canary where day < cast(:since as date)";

    private final Database database;

    CanaryRepository(Database database) {
        this.database = database;
    }

    /**
     * Whether the caller is to send the canary of its day.
     *
     * @param due it has to be stored by then
     */
    public Uni<StoreResult<Boolean>> claim(CanaryPath path, Canary canary, Instant now, Instant due) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM)
                .setParameter("day", canary.day())
                .setParameter("path", path.name())
                .setParameter("id", canary.id())
                .setParameter("now", now)
                .setParameter("due", due)
                .executeUpdate()
                .map(rows -> rows > 0));
    }

    /** Notes that it could not be sent. */
    public Uni<StoreResult<Integer>> failed(CanaryPath path, Canary canary, String why) {
        return database.inTransaction(session -> session.createNativeQuery(FAILED)
                .setParameter("day", canary.day())
                .setParameter("path", path.name())
                .setParameter("id", canary.id())
                .setParameter("failure", why)
                .executeUpdate());
    }

    /**
     * The paths whose latest canary should be here and is not.
     *
     * @param since older ones are forgotten
     */
    public Uni<StoreResult<Set<CanaryPath>>> overdue(LocalDate since, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(ARRIVED)
                .setParameter("since", since)
                .setParameter("organization", ReportKey.fold(Canary.ORGANIZATION))
                .executeUpdate()
                .flatMap(_ -> session.createNativeQuery(DELETE_OLD)
                        .setParameter("since", since)
                        .executeUpdate())
                .flatMap(_ -> session.createNativeQuery(OVERDUE, String.class)
                        .setParameter("now", now)
                        .getResultList())
                .map(CanaryRepository::paths));
    }

    private static Set<CanaryPath> paths(List<String> names) {
        return names.stream().map(CanaryPath::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
