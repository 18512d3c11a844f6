package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.DateRange;
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
            select domain, cast(:day as date), cast(:organization as text), cast(:verified as boolean), cast(:reports as bigint), succeeded, failed
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                domain text, succeeded bigint, failed bigint)
            order by domain
            on conflict (domain, day, organization, verified) do update set reports = known.reports + excluded.reports,
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

    /** Rows that nothing is left of. */
    private static final List<String> EMPTY = List.of(
            "delete from daily_tls where organization = :organization and day = :day and verified = :verified"
                    + " and reports = 0",
            "delete from daily_tls_failure where organization = :organization and day = :day and verified = :verified"
                    + " and sessions = 0",
            "delete from daily_dmarc where organization = :organization and day = :day and verified = :verified"
                    + " and messages = 0");

    private record SessionsLine(String domain, long succeeded, long failed) {}

    private record FailureLine(String domain, String resultType, String mxHost, long sessions) {}

    private record QuirkLine(String quirk, String path) {}

    /**
     * Whose totals of which day.
     *
     * @param range the time that the report covers
     * @param organization folded
     * @param verified it is known who sent the report
     */
    record Day(DateRange range, String organization, boolean verified) {

        static Day of(ReportKey key, boolean verified) {
            return new Day(key.range(), key.organization(), verified);
        }
    }

    Uni<Void> add(Mutiny.Session session, TlsReport report, boolean verified, Instant now) {
        return change(session, Day.of(report.key(), verified), DayShare.of(report), 1)
                .flatMap(_ -> quirks(session, report.key(), report.deviations(), now));
    }

    Uni<Void> add(Mutiny.Session session, DmarcReport report, boolean verified, Instant now) {
        Day day = Day.of(report.key(), verified);
        return change(session, day, report.policy().domain(), DayMessages.of(report.records()), 1)
                .flatMap(_ -> quirks(session, report.key(), report.deviations(), now));
    }

    /** Takes back what a TLS report added. */
    Uni<Void> subtract(Mutiny.Session session, Day day, List<DayShare> shares) {
        return change(session, day, shares, -1).flatMap(_ -> deleteEmpty(session, day));
    }

    /** Takes back what a DMARC report about the domain added. */
    Uni<Void> subtract(Mutiny.Session session, Day day, DomainName domain, List<DayMessages> messages) {
        return change(session, day, domain, messages, -1).flatMap(_ -> deleteEmpty(session, day));
    }

    /**
     * Adds the shares.
     *
     * @param times 1, or -1 to take them back
     */
    private static Uni<Void> change(Mutiny.Session session, Day day, List<DayShare> shares, int times) {
        List<SessionsLine> sessions = shares.stream()
                .map(share ->
                        new SessionsLine(share.domain().value(), times * share.succeeded(), times * share.failed()))
                .toList();
        List<FailureLine> failures = shares.stream()
                .flatMap(share -> share.failures().stream()
                        .map(one -> new FailureLine(
                                share.domain().value(), one.resultType(), one.mxHost(), times * one.sessions())))
                .toList();
        return update(statement(session, SESSIONS, day).setParameter("reports", times), sessions)
                .flatMap(_ -> update(
                        statement(session, FAILURES, day)
                                .setParameter("began", day.range().begin())
                                .setParameter("ended", day.range().end()),
                        failures));
    }

    private static Uni<Void> change(
            Mutiny.Session session, Day day, DomainName domain, List<DayMessages> messages, int times) {
        return update(
                statement(session, MESSAGES, day).setParameter("domain", domain.value()),
                messages.stream()
                        .map(one -> new DayMessages(one.disposition(), one.passed(), times * one.messages()))
                        .toList());
    }

    private static Uni<Void> deleteEmpty(Mutiny.Session session, Day day) {
        Uni<Void> deleted = Uni.createFrom().voidItem();
        for (String statement : EMPTY) {
            deleted = deleted.flatMap(
                    _ -> statement(session, statement, day).executeUpdate().replaceWithVoid());
        }
        return deleted;
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

    private static Mutiny.MutationQuery statement(Mutiny.Session session, String statement, Day day) {
        return session.createNativeQuery(statement)
                .setParameter("day", day.range().day())
                .setParameter("organization", day.organization())
                .setParameter("verified", day.verified());
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
