package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.dashboard.Dimension;
import org.mailkeep.report.domain.dashboard.FailureClass;
import org.mailkeep.report.domain.dashboard.FailureFilter;
import org.mailkeep.report.domain.dashboard.FailurePicture;
import org.mailkeep.report.domain.dashboard.FailureRow;
import org.mailkeep.report.domain.dashboard.Share;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/** Failure details across reports: counted by everything by which they can be told apart, and one by one. */
@ApplicationScoped
public class FailureQueries {

    /** Days are not cut off at {@link FailurePicture#MAX_VALUES}. */
    private static final int MAX_DAYS = 400;

    /**
     * The time is said of each table: PostgreSQL leaves out the partitions of other months by that alone. It is not said
     * that the tables' times are equal, though they are: PostgreSQL would take that for one more coincidence, expect next to
     * no rows, and read all policies of these days to find a page of failures.
     */
    private static final String FROM = """
            from tls_failure f
            join tls_policy p on p.report = f.report and p.position = f.policy_position
            join report r on r.id = f.report
            where f.range_begin >= :from and f.range_begin < :to
              and p.range_begin >= :from and p.range_begin < :to
              and r.range_begin >= :from and r.range_begin < :to and (r.trust <> 'UNVERIFIED' and r.hosted) = :verified
            """;

    /** Numbers the values of each dimension, and leaves out those far behind: strangers can make up any number of them. */
    private static final String PICTURE = """
            with failures as (select {expressions}, f.failed_sessions as sessions {from}),
            counted as (select grouping({columns}) as which, {columns}, count(*) as failures, sum(sessions) as sessions
                        from failures group by grouping sets ((), {each})),
            ranked as (select *, row_number() over (partition by which order by sessions desc, failures desc) as place
                       from counted)
            select cast(which as integer), {columns}, cast(failures as bigint), cast(sessions as bigint)
            from ranked where place <= :values order by which, place
            """;

    private static final String ROWS = """
            select f.id, cast(f.report as text), f.range_begin, r.organization, p.domain, p.policy_type, f.result_type,
                   f.sending_mta_ip, f.receiving_mx_hostname, f.receiving_mx_helo, f.receiving_ip, f.failed_sessions,
                   f.additional_information, f.failure_reason_code
            """;

    private static final String ORDER = """
             and (f.range_begin, f.id) < (:time, :last) order by f.range_begin desc, f.id desc limit :many
            """;

    /** All dimensions but the class, which follows from the type. */
    private static final List<Dimension> STORED = List.of(
            Dimension.DOMAIN,
            Dimension.TYPE,
            Dimension.MX,
            Dimension.ORGANIZATION,
            Dimension.NETWORK,
            Dimension.RECEIVER,
            Dimension.REASON,
            Dimension.DAY);

    private static final String COLUMNS =
            STORED.stream().map(FailureQueries::column).collect(Collectors.joining(", "));

    private static final String COUNT_ALL = PICTURE.replace(
                    "{expressions}",
                    STORED.stream()
                            .map(one -> expression(one) + " as " + column(one))
                            .collect(Collectors.joining(", ")))
            .replace("{columns}", COLUMNS)
            .replace(
                    "{each}",
                    STORED.stream().map(one -> "(" + column(one) + ")").collect(Collectors.joining(", ")));

    private final Database database;

    FailureQueries(Database database) {
        this.database = database;
    }

    /** Counts them. */
    public Uni<StoreResult<FailurePicture>> picture(FailureFilter filter) {
        return database.inTransaction(session -> {
            var query = session.createNativeQuery(
                            COUNT_ALL.replace("{from}", FROM + conditions(filter)), Object[].class)
                    .setParameter("values", MAX_DAYS);
            bind(query, filter);
            return query.getResultList().map(FailureQueries::picture);
        });
    }

    /** One by one, the latest first. */
    public Uni<StoreResult<List<FailureRow>>> rows(FailureFilter filter, FailureRow.Place after, int limit) {
        return database.inTransaction(session -> {
            var query = session.createNativeQuery(ROWS + FROM + conditions(filter) + ORDER, Object[].class)
                    .setParameter("time", after.begin())
                    .setParameter("last", after.id())
                    .setParameter("many", limit);
            bind(query, filter);
            return query.getResultList()
                    .map(rows -> rows.stream().map(FailureQueries::row).toList());
        });
    }

    private static String column(Dimension dimension) {
        return "the_" + dimension.word();
    }

    private static String expression(Dimension dimension) {
        return switch (dimension) {
            case DOMAIN -> "p.domain";
            case KIND, TYPE -> "f.result_type";
            case MX -> "coalesce(nullif(lower(f.receiving_mx_hostname), ''), '(none)')";
            case ORGANIZATION -> "r.organization_key";
            // What is no address is nobody's network; the check keeps the cast from failing.
            case NETWORK -> """
                    case when pg_input_is_valid(f.sending_mta_ip, 'inet') then cast(network(set_masklen(
                        cast(f.sending_mta_ip as inet), case family(cast(f.sending_mta_ip as inet)) when 4 then 24 else 48 end)) as text)
                    else '(none)' end""";
            case RECEIVER -> "coalesce(f.receiving_ip, '(none)')";
            case REASON -> "coalesce(f.failure_reason_code, '(none)')";
            case DAY -> "cast(cast(f.range_begin at time zone 'UTC' as date) as text)";
        };
    }

    private static String conditions(FailureFilter filter) {
        var conditions = new StringBuilder();
        filter.only().forEach((dimension, value) -> {
            switch (dimension) {
                case KIND ->
                    conditions.append(
                            value.equals(FailureClass.OTHER.word())
                                    ? " and f.result_type <> all(:kind)"
                                    : " and f.result_type = any(:kind)");
                // The index of the domains' reports leads to the few that matter.
                case DOMAIN ->
                    conditions.append(" and p.domain = :domain and f.report in (select d.report from report_domain d"
                            + " where d.domain = :domain and d.range_begin >= :from and d.range_begin < :to)");
                case TYPE, MX, ORGANIZATION, NETWORK, RECEIVER, REASON, DAY ->
                    conditions
                            .append(" and ")
                            .append(expression(dimension))
                            .append(" = :")
                            .append(dimension.word());
            }
        });
        return conditions.toString();
    }

    private static void bind(Mutiny.SelectionQuery<Object[]> query, FailureFilter filter) {
        query.setParameter("from", filter.range().begin())
                .setParameter("to", filter.range().end())
                .setParameter("verified", filter.verified());
        filter.only().forEach((dimension, value) -> {
            switch (dimension) {
                case KIND -> query.setParameter("kind", resultTypes(value));
                case DOMAIN, TYPE, MX, ORGANIZATION, NETWORK, RECEIVER, REASON, DAY ->
                    query.setParameter(dimension.word(), value);
            }
        });
    }

    private static String[] resultTypes(String kind) {
        return FailureClass.parse(kind)
                .map(one -> one == FailureClass.OTHER ? FailureClass.classified() : one.resultTypes())
                .orElse(List.of())
                .toArray(String[]::new);
    }

    private static FailurePicture picture(List<Object[]> rows) {
        Map<Dimension, List<Share>> shares = new EnumMap<>(Dimension.class);
        long all = 0;
        long sessions = 0;
        int last = STORED.size() + 1;
        for (Object[] row : rows) {
            // A bit is set for each column that is not grouped by, the first column's the highest.
            int grouped = ~((Integer) row[0]) & ((1 << STORED.size()) - 1);
            long failures = (Long) row[last];
            long failed = Optional.ofNullable((Long) row[last + 1]).orElse(0L);
            if (grouped == 0) {
                all = failures;
                sessions = failed;
            } else {
                int column = STORED.size() - 1 - Integer.numberOfTrailingZeros(grouped);
                shares.computeIfAbsent(STORED.get(column), _ -> new ArrayList<>())
                        .add(new Share((String) row[column + 1], failures, failed));
            }
        }
        shares.put(Dimension.KIND, kinds(shares.getOrDefault(Dimension.TYPE, List.of())));
        shares.replaceAll((dimension, values) -> dimension == Dimension.DAY
                ? values.stream().sorted(Comparator.comparing(Share::value)).toList()
                : values.stream().limit(FailurePicture.MAX_VALUES).toList());
        return new FailurePicture(all, sessions, shares);
    }

    private static List<Share> kinds(List<Share> types) {
        return types.stream().collect(Collectors.groupingBy(one -> FailureClass.of(one.value()))).entrySet().stream()
                .map(kind -> new Share(
                        kind.getKey().word(),
                        kind.getValue().stream().mapToLong(Share::rows).sum(),
                        kind.getValue().stream().mapToLong(Share::sessions).sum()))
                .sorted(Comparator.comparingLong(Share::sessions).reversed())
                .toList();
    }

    private static FailureRow row(Object[] row) {
        return new FailureRow(
                (Long) row[0],
                UUID.fromString((String) row[1]),
                Times.instant(row[2]),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                new FailureDetail(
                        (String) row[6],
                        text(row[7]),
                        text(row[8]),
                        text(row[9]),
                        text(row[10]),
                        (Long) row[11],
                        text(row[12]),
                        text(row[13])));
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable((String) value);
    }
}
