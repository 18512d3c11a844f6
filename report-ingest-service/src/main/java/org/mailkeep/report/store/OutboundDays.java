package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.report.domain.outbound.DayCounts.FailureCount;
import org.mailkeep.report.domain.outbound.DayCounts.PolicyCounts;
import org.mailkeep.report.domain.outbound.DayState;
import org.mailkeep.report.domain.outbound.FailureKind;
import org.mailkeep.report.domain.outbound.PolicySeen;
import org.mailkeep.report.domain.outbound.SentReport;

/** Days of domains whose reports are to be made. */
@ApplicationScoped
public class OutboundDays {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String CLAIM = """
            update outbound_day as one set leased_until = :until, attempts = attempts + 1
            where (domain, day) in (select domain, day from outbound_day
                where state = 'OPEN' and due_at <= :now and leased_until <= :now
                order by due_at limit :many for update skip locked)
            returning domain, cast(day as text), attempts,
                exists (select 1 from outbound_suppression s where s.domain = one.domain),
                coalesce((select mails from outbound_mail m where m.domain = one.domain and m.day = one.day), 0)
            """;

    private static final String POLICIES = """
            select policy_key, policy_type, policy_strings, mx_hosts, succeeded from outbound_policy
            where domain = :domain and day = :day order by policy_key
            """;

    private static final String FAILURES = """
            select policy_key, result_type, sending_mta_ip, receiving_mx_hostname, receiving_mx_helo, receiving_ip,
                additional_information, failure_reason_code, sessions
            from outbound_failure where domain = :domain and day = :day order by policy_key, failure_key
            """;

    private static final String FINISH =
            "update outbound_day set state = :state where domain = :domain and day = :day and state = 'OPEN'";

    private static final String POSTPONE =
            "update outbound_day set due_at = :due, leased_until = :now where domain = :domain and day = :day";

    private static final String REPORT = """
            insert into outbound_report (id, domain, day, report_id, file_name, body, succeeded, failed, built_at)
            values (:id, :domain, :day, :reportId, :fileName, :body, :succeeded, :failed, :at)
            on conflict (domain, day) do nothing
            """;

    private static final String DELIVERIES = """
            insert into outbound_delivery (id, report, destination, state, due_at, leased_until, attempts)
            select id, :report, destination, state, cast("dueAt" as timestamptz), cast("dueAt" as timestamptz), 0
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                id uuid, destination text, state text, "dueAt" text)
            """;

    private final Database database;

    OutboundDays(Database database) {
        this.database = database;
    }

    /**
     * A day to be dealt with.
     *
     * @param attempts including this one
     * @param suppressed the domain gets no reports
     * @param mails report mails that went to the domain that day
     */
    public record Claimed(DomainName domain, LocalDate day, int attempts, boolean suppressed, long mails) {}

    private record DeliveryLine(UUID id, String destination, String state, String dueAt) {}

    /** Takes some that are due and that nobody is at. */
    public Uni<StoreResult<List<Claimed>>> claim(int many, Instant now, Instant leasedUntil) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("many", many)
                        .setParameter("now", now)
                        .setParameter("until", leasedUntil)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .map(row -> new Claimed(
                                        new DomainName((String) row[0]),
                                        LocalDate.parse((String) row[1]),
                                        (Integer) row[2],
                                        (Boolean) row[3],
                                        (Long) row[4]))
                                .toList()));
    }

    /** What was counted. */
    public Uni<StoreResult<DayCounts>> counts(DomainName domain, LocalDate day) {
        return database.inTransaction(
                LIMIT,
                session -> rows(session, POLICIES, domain, day)
                        .flatMap(policies -> rows(session, FAILURES, domain, day)
                                .map(failures -> counts(domain, day, policies, failures))));
    }

    private static Uni<List<Object[]>> rows(Mutiny.Session session, String query, DomainName domain, LocalDate day) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("domain", domain.value())
                .setParameter("day", day)
                .getResultList();
    }

    private static DayCounts counts(
            DomainName domain, LocalDate day, List<Object[]> policies, List<Object[]> failures) {
        Map<String, List<FailureCount>> byPolicy = new LinkedHashMap<>();
        for (Object[] row : failures) {
            var kind = new FailureKind(
                    (String) row[1],
                    text(row[2]),
                    text(row[3]),
                    text(row[4]),
                    text(row[5]),
                    text(row[6]),
                    text(row[7]));
            byPolicy.computeIfAbsent((String) row[0], _ -> new ArrayList<>())
                    .add(new FailureCount(kind, (Long) row[8]));
        }
        return new DayCounts(
                domain,
                day,
                policies.stream()
                        .map(row -> new PolicyCounts(
                                new PolicySeen(
                                        (String) row[1], ReportRow.texts((String) row[2]), ReportRow.texts((String)
                                                row[3])),
                                (Long) row[4],
                                byPolicy.getOrDefault((String) row[0], List.of())))
                        .toList());
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable((String) value);
    }

    /** The day is dealt with, without a report. */
    public Uni<StoreResult<Integer>> finish(Claimed claimed, DayState state) {
        return database.inTransaction(session -> finish(session, claimed.domain(), claimed.day(), state));
    }

    /** To be looked at again at a later time. */
    public Uni<StoreResult<Integer>> postpone(Claimed claimed, Instant due, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(POSTPONE)
                .setParameter("domain", claimed.domain().value())
                .setParameter("day", claimed.day())
                .setParameter("due", due)
                .setParameter("now", now)
                .executeUpdate());
    }

    /** Keeps a report with its deliveries; nothing happens where another replica did that already. */
    public Uni<StoreResult<Integer>> keep(SentReport report, Body file) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(REPORT)
                        .setParameter("id", report.id())
                        .setParameter("domain", report.domain().value())
                        .setParameter("day", report.day())
                        .setParameter("reportId", report.reportId())
                        .setParameter("fileName", report.fileName())
                        .setParameter("body", file.bytes())
                        .setParameter("succeeded", report.succeeded())
                        .setParameter("failed", report.failed())
                        .setParameter("at", report.builtAt())
                        .executeUpdate()
                        .flatMap(inserted -> inserted == 0 ? Uni.createFrom().item(0) : deliveries(session, report))
                        .flatMap(count -> finish(session, report.domain(), report.day(), DayState.REPORTED)
                                .replaceWith(count)));
    }

    private static Uni<Integer> deliveries(Mutiny.Session session, SentReport report) {
        List<DeliveryLine> rows = report.deliveries().stream()
                .map(one -> new DeliveryLine(
                        one.id(),
                        one.destination(),
                        one.state().name(),
                        one.dueAt().toString()))
                .toList();
        return session.createNativeQuery(DELIVERIES)
                .setParameter("report", report.id())
                .setParameter("rows", ReportWriter.json(rows))
                .executeUpdate();
    }

    private static Uni<Integer> finish(Mutiny.Session session, DomainName domain, LocalDate day, DayState state) {
        return session.createNativeQuery(FINISH)
                .setParameter("domain", domain.value())
                .setParameter("day", day)
                .setParameter("state", state.name())
                .executeUpdate();
    }
}
