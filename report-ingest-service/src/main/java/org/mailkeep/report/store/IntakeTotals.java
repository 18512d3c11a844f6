package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.dashboard.IntakePicture;
import org.mailkeep.report.domain.dashboard.TimeRange;

/** What came in, by hour or day. */
@ApplicationScoped
public class IntakeTotals {

    private static final String SLOTS = """
            select slot, transport, cast(sum(stored) as bigint), cast(sum(again) as bigint),
                   cast(sum(conflicts) as bigint), cast(sum(foreign_ones) as bigint), cast(sum(unread) as bigint)
            from (
                select date_trunc(:unit, received_at, 'UTC') as slot, transport, count(*) as stored,
                       sum(times_received - 1) as again, 0 as conflicts, count(*) filter (where not hosted) as foreign_ones,
                       0 as unread
                from report where received_at >= :from and received_at < :to group by 1, 2
                union all
                select date_trunc(:unit, received_at, 'UTC'), transport, 0, 0, count(*), 0, 0
                from report_conflict where received_at >= :from and received_at < :to group by 1, 2
                union all
                select date_trunc(:unit, received_at, 'UTC'), transport, 0, 0, 0, 0, count(*)
                from quarantine where received_at >= :from and received_at < :to group by 1, 2) as all_of_it
            group by slot, transport order by slot desc, transport
            """;

    private static final String NOW = "select (select count(*) from spool), (select count(*) from quarantine)";

    private final Database database;

    IntakeTotals(Database database) {
        this.database = database;
    }

    /**
     * The latest first.
     *
     * @param hourly by hour, else by day
     */
    public Uni<StoreResult<IntakePicture>> picture(TimeRange range, boolean hourly) {
        return database.inTransaction(session -> session.createNativeQuery(SLOTS, Object[].class)
                .setParameter("unit", hourly ? "hour" : "day")
                .setParameter("from", range.begin())
                .setParameter("to", range.end())
                .getResultList()
                .flatMap(rows -> session.createNativeQuery(NOW, Object[].class)
                        .getSingleResult()
                        .map(now -> new IntakePicture(
                                rows.stream()
                                        .map(row -> new IntakePicture.Slot(
                                                Times.instant(row[0]),
                                                Transport.valueOf((String) row[1]),
                                                (Long) row[2],
                                                (Long) row[3],
                                                (Long) row[4],
                                                (Long) row[5],
                                                (Long) row[6]))
                                        .toList(),
                                (Long) now[0],
                                (Long) now[1]))));
    }
}
