package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.dashboard.DayTotal;
import org.mailkeep.report.domain.dashboard.Ribbon;
import org.mailkeep.report.domain.dashboard.RibbonList;
import org.mailkeep.report.domain.dashboard.TimeRange;

/** The totals per day of many at once, from the roll-up alone: domains with their reporters, and the other way round. */
@ApplicationScoped
public class WallTotals {

    /**
     * Names in order, with the sums of all of them in every row. The worst first: by what failed on one day, then in the whole
     * time. The inner query has a row for each pair of domain and organisation.
     */
    private static final String NAMES = """
            select name, peers, cast(count(*) over () as bigint), cast(sum(reports) over () as bigint),
                   cast(sum(succeeded) over () as bigint), cast(sum(failed) over () as bigint)
            from (select name, cast(count(*) as bigint) as peers, sum(reports) as reports, sum(succeeded) as succeeded,
                         sum(failed) as failed, sum(failed_then) as failed_then
                  from (select {name} as name, {peer} as peer, sum(reports) as reports, sum(succeeded) as succeeded,
                               sum(failed) as failed, sum(failed) filter (where day = cast(:day as date)) as failed_then
                        from daily_tls
                        where day between cast(:from as date) and cast(:to as date) and verified = :verified
                          and (cast(:part as text) = '' or strpos({name}, cast(:part as text)) > 0)
                        group by {name}, {peer}) pairs
                  group by name) names
            order by failed_then desc nulls last, failed desc, name limit :many offset :skipped
            """;

    private static final String DAYS = """
            select {name}, cast(day as text), cast(sum(reports) as bigint), cast(sum(succeeded) as bigint),
                   cast(sum(failed) as bigint)
            from daily_tls
            where day between cast(:from as date) and cast(:to as date) and verified = :verified
              and {name} = any(cast(:names as text[]))
            group by {name}, day order by {name}, day
            """;

    private static final String ELSEWHERE = """
            select cast(coalesce(sum(reports), 0) as bigint) from daily_tls
            where day between cast(:from as date) and cast(:to as date) and verified <> :verified
            """;

    private final Database database;

    WallTotals(Database database) {
        this.database = database;
    }

    /** Of what there is a row. */
    public enum Of {
        DOMAINS("domain", "organization"),
        ORGANIZATIONS("organization", "domain");

        private final String names;
        private final String days;

        Of(String column, String other) {
            names = NAMES.replace("{name}", column).replace("{peer}", other);
            days = DAYS.replace("{name}", column);
        }
    }

    /**
     * What is wanted.
     *
     * @param verified by known senders, or by the others
     * @param worstOn the day by which the worst comes first
     * @param part of the name; empty for all
     */
    public record Wanted(
            Of of, TimeRange range, boolean verified, LocalDate worstOn, String part, int skipped, int many) {}

    /** The totals of those that are wanted. */
    public Uni<StoreResult<RibbonList>> list(Wanted wanted) {
        return database.inTransaction(session -> names(session, wanted)
                .flatMap(names -> days(session, wanted, names)
                        .flatMap(days -> elsewhere(session, wanted).map(elsewhere -> list(names, days, elsewhere)))));
    }

    private static Uni<List<Object[]>> names(Mutiny.Session session, Wanted wanted) {
        return session.createNativeQuery(wanted.of().names, Object[].class)
                .setParameter("day", wanted.worstOn())
                .setParameter("from", wanted.range().first())
                .setParameter("to", wanted.range().last())
                .setParameter("verified", wanted.verified())
                .setParameter("part", wanted.part())
                .setParameter("many", wanted.many())
                .setParameter("skipped", wanted.skipped())
                .getResultList();
    }

    private static Uni<Map<String, List<DayTotal>>> days(Mutiny.Session session, Wanted wanted, List<Object[]> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery(wanted.of().days, Object[].class)
                .setParameter("from", wanted.range().first())
                .setParameter("to", wanted.range().last())
                .setParameter("verified", wanted.verified())
                .setParameter(
                        "names", names.stream().map(row -> (String) row[0]).toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, List<DayTotal>> days = new LinkedHashMap<>();
                    rows.forEach(row -> days.computeIfAbsent((String) row[0], _ -> new ArrayList<>())
                            .add(new DayTotal(
                                    LocalDate.parse((String) row[1]), (Long) row[2], (Long) row[3], (Long) row[4])));
                    return days;
                });
    }

    private static Uni<Long> elsewhere(Mutiny.Session session, Wanted wanted) {
        return session.createNativeQuery(ELSEWHERE, Long.class)
                .setParameter("from", wanted.range().first())
                .setParameter("to", wanted.range().last())
                .setParameter("verified", wanted.verified())
                .getSingleResult();
    }

    private static RibbonList list(List<Object[]> names, Map<String, List<DayTotal>> days, long elsewhere) {
        List<Ribbon> first = names.stream()
                .map(row -> new Ribbon((String) row[0], (Long) row[1], days.getOrDefault((String) row[0], List.of())))
                .toList();
        if (names.isEmpty()) {
            return new RibbonList(first, 0, 0, 0, 0, elsewhere);
        }
        Object[] all = names.getFirst();
        return new RibbonList(first, (Long) all[2], (Long) all[3], (Long) all[4], (Long) all[5], elsewhere);
    }
}
