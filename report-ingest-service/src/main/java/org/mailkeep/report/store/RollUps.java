package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.report.domain.Deviation;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.dmarc.DayMessages;
import org.mailkeep.report.domain.dmarc.DmarcReport;
import org.mailkeep.report.domain.tlsrpt.DayShare;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/**
 * The totals per day. Rows are always touched in the order of their keys, so that two transactions cannot wait for each
 * other.
 */
@ApplicationScoped
class RollUps {

    private static final String SESSIONS = """
            insert into daily_tls as known (domain, day, organization, verified, reports, succeeded, failed)
            select domain, cast(:day as date), cast(:organization as text), cast(:verified as boolean), 1, succeeded, failed
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                domain text, succeeded bigint, failed bigint)
            order by domain
            on conflict (domain, day, organization, verified) do update set reports = known.reports + 1,
                succeeded = known.succeeded + excluded.succeeded, failed = known.failed + excluded.failed
            """;

    private static final String FAILURES = """
            insert into daily_tls_failure as known (domain, day, organization, verified, result_type, mx_host, sessions,
                                                    began, ended)
            select domain, cast(:day as date), cast(:organization as text), cast(:verified as boolean), "resultType", "mxHost", sessions,
                   cast(:began as timestamptz), cast(:ended as timestamptz)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                domain text, "resultType" text, "mxHost" text, sessions bigint)
            order by domain, "resultType", "mxHost"
            on conflict (domain, day, organization, verified, result_type, mx_host)
                do update set sessions = known.sessions + excluded.sessions,
                              began = least(known.began, excluded.began), ended = greatest(known.ended, excluded.ended)
            """;

    private static final String MESSAGES = """
            insert into daily_dmarc as known (domain, day, organization, verified, disposition, passed, messages)
            select cast(:domain as text), cast(:day as date), cast(:organization as text), cast(:verified as boolean), disposition, passed, messages
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                disposition text, passed boolean, messages bigint)
            order by disposition, passed
            on conflict (domain, day, organization, verified, disposition, passed)
                do update set messages = known.messages + excluded.messages
            """;

    private static final String QUIRKS = """
            insert into sender_quirk as known (organization, quirk, reports, first_seen, last_seen, example_path)
            select cast(:organization as text), quirk, 1, cast(:now as timestamptz), cast(:now as timestamptz), path
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (quirk text, path text)
            order by quirk
            on conflict (organization, quirk) do update set reports = known.reports + 1,
                last_seen = greatest(known.last_seen, excluded.last_seen)
            """;

    private record SessionsLine(String domain, long succeeded, long failed) {}

    private record FailureLine(String domain, String resultType, String mxHost, long sessions) {}

    private record QuirkLine(String quirk, String path) {}

    Uni<Void> add(Mutiny.Session session, TlsReport report, boolean verified, Instant now) {
        List<DayShare> shares = DayShare.of(report);
        List<SessionsLine> sessions = shares.stream()
                .map(share -> new SessionsLine(share.domain().value(), share.succeeded(), share.failed()))
                .toList();
        List<FailureLine> failures = shares.stream()
                .flatMap(share -> share.failures().stream()
                        .map(one -> new FailureLine(
                                share.domain().value(), one.resultType(), one.mxHost(), one.sessions())))
                .toList();
        LocalDate day = report.range().day();
        String organization = report.key().organization();
        return update(day(session, SESSIONS, day, organization, verified), sessions)
                .flatMap(_ -> update(
                        day(session, FAILURES, day, organization, verified)
                                .setParameter("began", report.range().begin())
                                .setParameter("ended", report.range().end()),
                        failures))
                .flatMap(_ -> quirks(session, report.key(), report.deviations(), now));
    }

    Uni<Void> add(Mutiny.Session session, DmarcReport report, boolean verified, Instant now) {
        Mutiny.MutationQuery messages = day(
                        session, MESSAGES, report.range().day(), report.key().organization(), verified)
                .setParameter("domain", report.policy().domain().value());
        return update(messages, DayMessages.of(report))
                .flatMap(_ -> quirks(session, report.key(), report.deviations(), now));
    }

    private static Uni<Void> quirks(Mutiny.Session session, ReportKey key, List<Deviation> deviations, Instant now) {
        List<QuirkLine> rows = deviations.stream()
                .map(one -> new QuirkLine(one.quirk().word(), one.path()))
                .toList();
        return update(
                session.createNativeQuery(QUIRKS)
                        .setParameter("organization", key.organization())
                        .setParameter("now", now),
                rows);
    }

    private static Mutiny.MutationQuery day(
            Mutiny.Session session, String statement, LocalDate day, String organization, boolean verified) {
        return session.createNativeQuery(statement)
                .setParameter("day", day)
                .setParameter("organization", organization)
                .setParameter("verified", verified);
    }

    private static Uni<Void> update(Mutiny.MutationQuery statement, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : statement
                        .setParameter("rows", ReportWriter.json(rows))
                        .executeUpdate()
                        .replaceWithVoid();
    }
}
