package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.outbound.DeliveryState;
import org.mailkeep.report.domain.outbound.ReportDelivery;
import org.mailkeep.report.domain.outbound.SentFilter;
import org.mailkeep.report.domain.outbound.SentReport;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;

/** Finds reports that we made. */
@ApplicationScoped
public class SentReports {

    private static final String SELECT = """
            select cast(id as text), domain, cast(day as text), report_id, file_name, succeeded, failed, built_at
            from outbound_report r
            """;

    private static final String DELIVERIES = """
            select cast(report as text), cast(id as text), destination, state, due_at, attempts, last_attempt_at, status,
                reply
            from outbound_delivery where report in (:ids) order by destination
            """;

    private static final String ORIGINAL = "select file_name, body from outbound_report where id = :id";

    private final Database database;

    SentReports(Database database) {
        this.database = database;
    }

    /** The latest first. */
    public Uni<StoreResult<Page<SentReport>>> list(SentFilter filter, Position after, int limit) {
        return database.inTransaction(session -> {
            var query = session.createNativeQuery(
                            SELECT + "where (built_at, id) < (:time, cast(:last as uuid))" + conditions(filter)
                                    + " order by built_at desc, id desc limit :many",
                            Object[].class)
                    .setParameter("time", after.time())
                    .setParameter("last", after.id())
                    .setParameter("many", limit);
            filter.domain().ifPresent(domain -> query.setParameter("domain", domain.value()));
            filter.from().ifPresent(from -> query.setParameter("from", from));
            filter.to().ifPresent(to -> query.setParameter("to", to));
            filter.state().ifPresent(state -> query.setParameter("state", state.name()));
            return query.getResultList()
                    .flatMap(rows -> withDeliveries(session, rows))
                    .map(reports -> new Page<>(
                            reports,
                            reports.size() < limit
                                    ? Optional.empty()
                                    : Optional.of(new Position(
                                            reports.getLast().builtAt(),
                                            reports.getLast().id()))));
        });
    }

    private static String conditions(SentFilter filter) {
        var conditions = new StringBuilder();
        filter.domain().ifPresent(_ -> conditions.append(" and domain = :domain"));
        filter.from().ifPresent(_ -> conditions.append(" and day >= :from"));
        filter.to().ifPresent(_ -> conditions.append(" and day <= :to"));
        filter.state()
                .ifPresent(_ -> conditions.append(
                        " and exists (select 1 from outbound_delivery d where d.report = r.id and d.state = :state)"));
        return conditions.toString();
    }

    /** Empty where there is none of this id. */
    public Uni<StoreResult<Optional<SentReport>>> get(UUID id) {
        return database.inTransaction(session -> session.createNativeQuery(SELECT + "where id = :id", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .flatMap(rows -> withDeliveries(session, rows))
                .map(reports -> reports.stream().findFirst()));
    }

    /** As it is sent; empty where there is none of this id. */
    public Uni<StoreResult<Optional<Original>>> original(UUID id) {
        return database.inTransaction(session -> session.createNativeQuery(ORIGINAL, Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Original(Body.of((byte[]) row[1]), Optional.of((String) row[0])))
                        .findFirst()));
    }

    private static Uni<List<SentReport>> withDeliveries(Mutiny.Session session, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(DELIVERIES, Object[].class)
                .setParameter(
                        "ids",
                        rows.stream()
                                .map(row -> UUID.fromString((String) row[0]))
                                .toList())
                .getResultList()
                .map(deliveries -> {
                    Map<String, List<ReportDelivery>> byReport = new HashMap<>();
                    deliveries.forEach(row -> byReport.computeIfAbsent((String) row[0], _ -> new ArrayList<>())
                            .add(delivery(row)));
                    return rows.stream()
                            .map(row -> report(row, byReport.getOrDefault((String) row[0], List.of())))
                            .toList();
                });
    }

    private static SentReport report(Object[] row, List<ReportDelivery> deliveries) {
        return new SentReport(
                UUID.fromString((String) row[0]),
                new DomainName((String) row[1]),
                LocalDate.parse((String) row[2]),
                (String) row[3],
                (String) row[4],
                (Long) row[5],
                (Long) row[6],
                Times.instant(row[7]),
                deliveries);
    }

    private static ReportDelivery delivery(Object[] row) {
        return new ReportDelivery(
                UUID.fromString((String) row[1]),
                (String) row[2],
                DeliveryState.valueOf((String) row[3]),
                Times.instant(row[4]),
                (Integer) row[5],
                Times.optionalInstant(row[6]),
                Optional.ofNullable((Integer) row[7]),
                Optional.ofNullable((String) row[8]));
    }
}
