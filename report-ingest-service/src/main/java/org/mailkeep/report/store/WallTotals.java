package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Names in order, the worst first: by what failed on one day, then in the whole time. With the sums of all of them. */
    private static final String NAMES = """
            select name, cast(count(*) over () as bigint), cast(sum(reports) over () as bigint),
                   cast(sum(succeeded) over () as bigint), cast(sum(failed) over () as bigint)
            from (select {name} as name, sum(reports) as reports, sum(succeeded) as succeeded, sum(failed) as failed,
                         sum(failed) filter (where day = cast(:day as date)) as failed_then
                  from daily_tls
                  where day between cast(:from as date) and cast(:to as date) and verified = :verified
                    and (cast(:part as text) = '' or strpos({name}, cast(:part as text)) > 0){only}
                  group by {name}) names
            order by failed_then desc nulls last, failed desc, name limit :many offset :skipped
            """;

    /** Only of those that are shown: to tell the others of all names apart would take long. */
    private static final String PEERS = """
            select name, cast(count(*) as bigint)
            from (select {name} as name, {peer} as peer
                  from daily_tls join unnest(cast(:names as text[])) as wanted (name) on wanted.name = {name}
                  where day between cast(:from as date) and cast(:to as date) and verified = :verified{only}
                  group by {name}, {peer}) pairs
            group by name
            """;

    private static final String DAYS = """
            select {name}, cast(day as text), cast(sum(reports) as bigint), cast(sum(succeeded) as bigint),
                   cast(sum(failed) as bigint)
            from daily_tls join unnest(cast(:names as text[])) as wanted (name) on wanted.name = {name}
            where day between cast(:from as date) and cast(:to as date) and verified = :verified{only}
            group by {name}, day order by {name}, day
            """;

    private static final String ELSEWHERE = """
            select cast(coalesce(sum(reports), 0) as bigint) from daily_tls
            where day between cast(:from as date) and cast(:to as date) and verified <> :verified{only}
            """;

    private final Database database;

    WallTotals(Database database) {
        this.database = database;
    }

    /** Of what there is a row. */
    public enum Of {
        DOMAINS("domain", "organization"),
        ORGANIZATIONS("organization", "domain");

        private final String column;
        private final String other;

        Of(String column, String other) {
            this.column = column;
            this.other = other;
        }

        private String statement(String template, boolean only) {
            return template.replace("{only}", only ? " and {peer} = :only" : "")
                    .replace("{name}", column)
                    .replace("{peer}", other);
        }
    }

    /**
     * What is wanted.
     *
     * @param verified by known senders, or by the others
     * @param worstOn the day by which the worst comes first
     * @param part of the name; empty for all
     * @param only of one domain or organisation, whichever the names are not
     */
    public record Wanted(
            Of of,
            TimeRange range,
            boolean verified,
            LocalDate worstOn,
            String part,
            Optional<String> only,
            int skipped,
            int many) {}

    /** The totals of those that are wanted. */
    public Uni<StoreResult<RibbonList>> list(Wanted wanted) {
        return database.inTransaction(session -> names(session, wanted)
                .flatMap(names -> daysOfEach(session, wanted, names)
                        .flatMap(days -> peers(session, wanted, names)
                                .flatMap(peers -> elsewhere(session, wanted)
                                        .map(elsewhere -> list(names, days, peers, elsewhere))))));
    }

    /**
     * The days of one domain or organisation of which there is a report, in order.
     *
     * @param of what the name is one of
     */
    public Uni<StoreResult<List<DayTotal>>> days(Of of, String name, TimeRange range, boolean verified) {
        return database.inTransaction(session -> days(session, of, name, range, verified));
    }

    /** Within the caller's transaction. */
    static Uni<List<DayTotal>> days(Mutiny.Session session, Of of, String name, TimeRange range, boolean verified) {
        return session.createNativeQuery(of.statement(DAYS, false), Object[].class)
                .setParameter("from", range.first())
                .setParameter("to", range.last())
                .setParameter("verified", verified)
                .setParameter("names", new String[] {name})
                .getResultList()
                .map(rows -> rows.stream().map(WallTotals::day).toList());
    }

    private static Uni<List<Object[]>> names(Mutiny.Session session, Wanted wanted) {
        return query(session, NAMES, wanted)
                .setParameter("day", wanted.worstOn())
                .setParameter("part", wanted.part())
                .setParameter("many", wanted.many())
                .setParameter("skipped", wanted.skipped())
                .getResultList();
    }

    private static Uni<Map<String, List<DayTotal>>> daysOfEach(
            Mutiny.Session session, Wanted wanted, List<Object[]> names) {
        if (names.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return query(session, DAYS, wanted)
                .setParameter(
                        "names", names.stream().map(row -> (String) row[0]).toArray(String[]::new))
                .getResultList()
                .map(rows -> {
                    Map<String, List<DayTotal>> days = new LinkedHashMap<>();
                    rows.forEach(row -> days.computeIfAbsent((String) row[0], _ -> new ArrayList<>())
                            .add(day(row)));
                    return days;
                });
    }

    private static Uni<Map<String, Long>> peers(Mutiny.Session session, Wanted wanted, List<Object[]> names) {
        return names.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : query(session, PEERS, wanted)
                        .setParameter(
                                "names",
                                names.stream().map(row -> (String) row[0]).toArray(String[]::new))
                        .getResultList()
                        .map(rows ->
                                rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1])));
    }

    private static DayTotal day(Object[] row) {
        return new DayTotal(LocalDate.parse((String) row[1]), (Long) row[2], (Long) row[3], (Long) row[4]);
    }

    private static Uni<Long> elsewhere(Mutiny.Session session, Wanted wanted) {
        return query(session, ELSEWHERE, wanted, Long.class).getSingleResult();
    }

    private static Mutiny.SelectionQuery<Object[]> query(Mutiny.Session session, String template, Wanted wanted) {
        return query(session, template, wanted, Object[].class);
    }

    private static <T> Mutiny.SelectionQuery<T> query(
            Mutiny.Session session, String template, Wanted wanted, Class<T> type) {
        Mutiny.SelectionQuery<T> query = session.createNativeQuery(
                        wanted.of().statement(template, wanted.only().isPresent()), type)
                .setParameter("from", wanted.range().first())
                .setParameter("to", wanted.range().last())
                .setParameter("verified", wanted.verified());
        wanted.only().ifPresent(only -> query.setParameter("only", only));
        return query;
    }

    private static RibbonList list(
            List<Object[]> names, Map<String, List<DayTotal>> days, Map<String, Long> peers, long elsewhere) {
        List<Ribbon> first = names.stream()
                .map(row -> (String) row[0])
                .map(name -> new Ribbon(name, peers.getOrDefault(name, 0L), days.getOrDefault(name, List.of())))
                .toList();
        if (names.isEmpty()) {
            return new RibbonList(first, 0, 0, 0, 0, elsewhere);
        }
        Object[] all = names.getFirst();
        return new RibbonList(first, (Long) all[1], (Long) all[2], (Long) all[3], (Long) all[4], elsewhere);
    }
}
