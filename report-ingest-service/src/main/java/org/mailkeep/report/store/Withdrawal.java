package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.DateRange;
import org.mailkeep.report.domain.dmarc.DayMessages;
import org.mailkeep.report.domain.tlsrpt.DayShare;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/**
 * Takes a kept report out again, with its totals, because somebody whose name is proven better sent another one under its key. Anybody
 * can send a report first and so shadow the true one; what was shadowed by it comes to light here. The original stays as a
 * conflict, to be looked at.
 */
@ApplicationScoped
class Withdrawal {

    private static final String KEEP_AS_CONFLICT = """
            insert into report_conflict (id, report, range_begin, content_hash, received_at, transport, trust, signed_by,
                                         original)
            select cast(:conflict as uuid), r.id, r.range_begin, r.content_hash, r.received_at, r.transport, r.trust,
                   r.signed_by, o.body
            from report r join report_original o on o.report = r.id and o.range_begin = r.range_begin
            where r.id = :report and r.range_begin = :begin and r.content_hash <> cast(:content as bytea)
            on conflict (report, content_hash) do nothing
            """;

    /** The new one is no conflict any more. */
    private static final String FORGET_CONFLICT =
            "delete from report_conflict where report = :report and content_hash = :content";

    private static final List<String> TABLES =
            List.of("report_original", "report_domain", "tls_policy", "tls_failure", "dmarc_policy", "dmarc_record");

    private final RollUps rollUps;
    private final IncidentQueue incidents;

    Withdrawal(RollUps rollUps, IncidentQueue incidents) {
        this.rollUps = rollUps;
        this.incidents = incidents;
    }

    /**
     * Withdraws a report.
     *
     * @param by the content of the one that takes its place
     */
    Uni<Void> withdraw(Mutiny.Session session, KnownReport known, Body by) {
        return session.createQuery("from ReportRow where id = :id", ReportRow.class)
                .setParameter("id", known.id())
                .getSingleResult()
                .flatMap(row -> uncount(session, row))
                .flatMap(_ -> update(session, KEEP_AS_CONFLICT, known)
                        .setParameter("conflict", UUID.randomUUID())
                        .setParameter("content", by.bytes())
                        .executeUpdate())
                .flatMap(_ -> session.createNativeQuery(FORGET_CONFLICT)
                        .setParameter("report", known.id())
                        .setParameter("content", by.bytes())
                        .executeUpdate())
                .flatMap(_ -> delete(session, known));
    }

    private static Uni<Void> delete(Mutiny.Session session, KnownReport known) {
        Uni<Void> deleted = Uni.createFrom().voidItem();
        for (String table : TABLES) {
            deleted = deleted.flatMap(_ -> update(
                            session, "delete from " + table + " where report = :report and range_begin = :begin", known)
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return deleted.flatMap(
                _ -> update(session, "delete from report where id = :report and range_begin = :begin", known)
                        .executeUpdate()
                        .replaceWithVoid());
    }

    private static Mutiny.MutationQuery update(Mutiny.Session session, String statement, KnownReport known) {
        return session.createNativeQuery(statement)
                .setParameter("report", known.id())
                .setParameter("begin", known.begin());
    }

    private Uni<Void> uncount(Mutiny.Session session, ReportRow row) {
        return switch (row.kind) {
            case TLS -> uncountTls(session, row);
            case DMARC -> uncountDmarc(session, row);
        };
    }

    private Uni<Void> uncountTls(Mutiny.Session session, ReportRow row) {
        return children(session, TlsPolicyRow.class, "order by one.position", row)
                .flatMap(policies -> children(
                                session, TlsFailureRow.class, "order by one.policyPosition, one.position", row)
                        .flatMap(failures -> {
                            Map<Integer, List<FailureDetail>> byPolicy = failures.stream()
                                    .collect(Collectors.groupingBy(
                                            failure -> failure.policyPosition,
                                            Collectors.mapping(TlsFailureRow::detail, Collectors.toList())));
                            var results = new ArrayList<PolicyResult>();
                            policies.forEach(policy ->
                                    results.add(policy.result(byPolicy.getOrDefault(policy.position, List.of()))));
                            TlsReport report = report(row, results);
                            return rollUps.subtract(session, day(row), DayShare.of(report))
                                    .flatMap(_ -> incidents.add(session, report, row.hosted, row.countsAsVerified()));
                        }));
    }

    private static TlsReport report(ReportRow row, List<PolicyResult> results) {
        return new TlsReport(
                row.organization,
                Optional.ofNullable(row.contact),
                row.reportId,
                new DateRange(row.rangeBegin, row.rangeEnd),
                results,
                List.of());
    }

    private Uni<Void> uncountDmarc(Mutiny.Session session, ReportRow row) {
        return session.createNativeQuery(
                        "select domain from report_domain where report = :report and range_begin = :begin",
                        String.class)
                .setParameter("report", row.id)
                .setParameter("begin", row.rangeBegin)
                .getSingleResult()
                .flatMap(domain -> children(session, DmarcRecordRow.class, "order by one.position", row)
                        .flatMap(records -> rollUps.subtract(
                                session,
                                day(row),
                                new DomainName(domain),
                                DayMessages.of(records.stream()
                                        .map(DmarcRecordRow::value)
                                        .toList()))));
    }

    private static RollUps.Day day(ReportRow row) {
        return new RollUps.Day(
                new DateRange(row.rangeBegin, row.rangeEnd), row.organizationKey, row.countsAsVerified());
    }

    private static <T> Uni<List<T>> children(Mutiny.Session session, Class<T> type, String order, ReportRow row) {
        return session.createQuery(
                        "from " + type.getSimpleName() + " one where one.report = :report and one.rangeBegin = :begin "
                                + order,
                        type)
                .setParameter("report", row.id)
                .setParameter("begin", row.rangeBegin)
                .getResultList();
    }
}
