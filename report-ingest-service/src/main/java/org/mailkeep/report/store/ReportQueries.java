package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.found.Original;
import org.mailkeep.report.domain.stored.Arrived;
import org.mailkeep.report.domain.stored.KeptDetail;
import org.mailkeep.report.domain.stored.KeptReport;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.ReportFilter;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;

/** Finds kept reports. */
@ApplicationScoped
public class ReportQueries {

    /** Failure details or DMARC records of one report that are shown; the original holds all. */
    static final int MAX_ROWS = 1_000;

    private static final String ORDER = " order by range_begin desc, id desc limit :many";

    private final Database database;

    ReportQueries(Database database) {
        this.database = database;
    }

    /** By the time covered, the latest first. */
    public Uni<StoreResult<Page<KeptReport>>> list(ReportFilter filter, Position after, int limit) {
        return database.inTransaction(session -> {
            var query = session.createNativeQuery(
                            "select id from report r where (range_begin, id) < (:time, cast(:last as uuid))"
                                    + conditions(filter) + ORDER,
                            UUID.class)
                    .setParameter("time", after.time())
                    .setParameter("last", after.id())
                    .setParameter("many", limit);
            bind(query, filter);
            return query.getResultList()
                    .flatMap(ids -> rows(session, ids))
                    .flatMap(rows -> withDomains(session, rows)
                            .map(reports -> new Page<>(
                                    reports,
                                    rows.size() < limit
                                            ? Optional.empty()
                                            : Optional.of(
                                                    new Position(rows.getLast().rangeBegin, rows.getLast().id)))));
        });
    }

    private static Uni<List<ReportRow>> rows(Mutiny.Session session, List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : session.createQuery(
                                "from ReportRow where id in :ids order by rangeBegin desc, id desc", ReportRow.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    private static String conditions(ReportFilter filter) {
        var conditions = new StringBuilder();
        filter.domain()
                .ifPresent(_ -> conditions.append(" and exists (select 1 from report_domain d"
                        + " where d.domain = :domain and d.range_begin = r.range_begin and d.report = r.id)"));
        filter.from().ifPresent(_ -> conditions.append(" and range_begin >= :from"));
        filter.to().ifPresent(_ -> conditions.append(" and range_begin < :to"));
        filter.organization().ifPresent(_ -> conditions.append(" and organization_key = :organization"));
        filter.hosted().ifPresent(_ -> conditions.append(" and hosted = :hosted"));
        filter.verified().ifPresent(_ -> conditions.append(" and (trust <> 'UNVERIFIED' and hosted) = :verified"));
        filter.kind().ifPresent(_ -> conditions.append(" and kind = :kind"));
        if (filter.failuresOnly()) {
            conditions.append(" and failed > 0");
        }
        filter.arrived().ifPresent(arrived -> conditions.append(conditions(arrived)));
        return conditions.toString();
    }

    private static String conditions(Arrived arrived) {
        String then = "received_at >= :arrivedFrom and received_at < :arrivedTo"
                + (arrived.transport().isPresent() ? " and transport = :transport" : "");
        return switch (arrived.fate()) {
            case STORED -> " and " + then;
            case AGAIN -> " and " + then + " and times_received > 1";
            case FOREIGN -> " and " + then + " and not hosted";
            case CONFLICT ->
                " and (id, range_begin) in (select report, range_begin from report_conflict where " + then + ")";
        };
    }

    private static void bind(Mutiny.SelectionQuery<UUID> query, ReportFilter filter) {
        filter.domain().ifPresent(domain -> query.setParameter("domain", domain.value()));
        filter.from().ifPresent(from -> query.setParameter("from", from));
        filter.to().ifPresent(to -> query.setParameter("to", to));
        filter.organization().ifPresent(name -> query.setParameter("organization", name));
        filter.hosted().ifPresent(hosted -> query.setParameter("hosted", hosted));
        filter.verified().ifPresent(verified -> query.setParameter("verified", verified));
        filter.kind().ifPresent(kind -> query.setParameter("kind", kind.name()));
        filter.arrived().ifPresent(arrived -> {
            query.setParameter("arrivedFrom", arrived.from()).setParameter("arrivedTo", arrived.to());
            arrived.transport().ifPresent(transport -> query.setParameter("transport", transport.name()));
        });
    }

    /** A report with what it says; empty where there is none of this id. */
    public Uni<StoreResult<Optional<KeptDetail>>> detail(UUID id) {
        return database.inTransaction(session -> session.createQuery("from ReportRow where id = :id", ReportRow.class)
                .setParameter("id", id)
                .getResultList()
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.<KeptDetail>empty())
                        : withDomains(session, rows)
                                .flatMap(heads -> detail(session, heads.getFirst()))
                                .map(Optional::of)));
    }

    private static Uni<KeptDetail> detail(Mutiny.Session session, KeptReport head) {
        return switch (head.kind()) {
            case TLS -> tlsDetail(session, head);
            case DMARC ->
                children(session, DmarcRecordRow.class, "order by one.position", head)
                        .map(rows -> new KeptDetail.Dmarc(
                                head, rows.stream().map(DmarcRecordRow::value).toList()));
        };
    }

    private static Uni<KeptDetail> tlsDetail(Mutiny.Session session, KeptReport head) {
        return children(session, TlsPolicyRow.class, "order by one.position", head)
                .flatMap(policies -> children(
                                session, TlsFailureRow.class, "order by one.policyPosition, one.position", head)
                        .map(failures -> {
                            Map<Integer, List<FailureDetail>> byPolicy = failures.stream()
                                    .collect(Collectors.groupingBy(
                                            row -> row.policyPosition,
                                            Collectors.mapping(TlsFailureRow::detail, Collectors.toList())));
                            return new KeptDetail.Tls(
                                    head,
                                    policies.stream()
                                            .map(row -> row.result(byPolicy.getOrDefault(row.position, List.of())))
                                            .toList());
                        }));
    }

    private static <T> Uni<List<T>> children(Mutiny.Session session, Class<T> type, String order, KeptReport head) {
        return session.createQuery(
                        "from " + type.getSimpleName() + " one where one.report = :report and one.rangeBegin = :begin "
                                + order,
                        type)
                .setParameter("report", head.id())
                .setParameter("begin", head.range().begin())
                .setMaxResults(MAX_ROWS)
                .getResultList();
    }

    /** The report as it was sent; empty where there is none of this id. */
    public Uni<StoreResult<Optional<Original>>> original(UUID id) {
        return database.inTransaction(
                session -> session.createQuery("from OriginalRow where report = :id", OriginalRow.class)
                        .setParameter("id", id)
                        .getResultList()
                        .map(rows -> rows.stream().map(OriginalRow::value).findFirst()));
    }

    private static Uni<List<KeptReport>> withDomains(Mutiny.Session session, List<ReportRow> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(
                        "select cast(report as text), domain from report_domain where report in (:ids) order by domain",
                        Object[].class)
                .setParameter("ids", rows.stream().map(row -> row.id).toList())
                .getResultList()
                .map(pairs -> {
                    Map<String, List<DomainName>> domains = new HashMap<>();
                    pairs.forEach(pair -> domains.computeIfAbsent((String) pair[0], _ -> new ArrayList<>())
                            .add(new DomainName((String) pair[1])));
                    return rows.stream()
                            .map(row -> row.head(domains.getOrDefault(row.id.toString(), List.of())))
                            .toList();
                });
    }
}
