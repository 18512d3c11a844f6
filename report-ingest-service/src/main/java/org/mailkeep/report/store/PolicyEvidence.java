package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.readiness.Evidence;
import org.mailkeep.report.domain.stale.PolicyText;
import org.mailkeep.report.domain.stale.SeenPolicy;
import org.mailkeep.report.domain.stale.ServedPolicy;

/** What verified reports say of policies, read from the reports themselves: the totals per day know of none. */
@ApplicationScoped
public class PolicyEvidence {

    /** Rows of one question, each a day of an organisation: a month of two hundred of them, several times. */
    private static final int MAX_ROWS = 50_000;

    private static final int MAX_SERVED = 1_000;

    private static final String FROM = """
            from report_domain d
            join report r on r.id = d.report and r.range_begin = d.range_begin
            join tls_policy p on p.report = d.report and p.range_begin = d.range_begin and p.domain = d.domain
            """;

    private static final String WHERE = """
            where d.domain = :domain and d.range_begin >= :from and r.kind = 'TLS' and r.trust <> 'UNVERIFIED'
            """;

    private static final String SESSIONS = """
            select cast(cast(d.range_begin at time zone 'UTC' as date) as text), r.organization_key, p.policy_type,
                   cast(sum(p.succeeded + p.failed) as bigint)
            """ + FROM + WHERE + "group by 1, 2, 3 order by 1 desc limit :most";

    private static final String FAILURES =
            """
            select cast(cast(d.range_begin at time zone 'UTC' as date) as text), r.organization_key, p.policy_type,
                   lower(coalesce(f.receiving_mx_hostname, '')), f.result_type, cast(sum(f.failed_sessions) as bigint)
            """ + FROM + """
            join tls_failure f on f.report = p.report and f.range_begin = p.range_begin and f.policy_position = p.position
            """ + WHERE + "group by 1, 2, 3, 4, 5 order by 1 desc limit :most";

    /** What each organisation said last; a policy of no line says nothing. */
    private static final String SEEN = """
            select organization_key, policy_strings, sessions, range_end
            from (select r.organization_key, p.policy_strings, p.succeeded + p.failed as sessions, r.range_end,
                         rank() over (partition by r.organization_key order by r.range_end desc) as place
            """ + FROM + WHERE + """
                  and p.policy_type = 'sts' and p.policy_strings <> '[]') as said
            where place = 1 order by range_end desc limit :most
            """;

    private static final String SERVED =
            "select id, lines, since from served_policy where domain = :domain order by since desc limit :most";

    private final Database database;

    PolicyEvidence(Database database) {
        this.database = database;
    }

    /** Sessions and failures of a domain from a time on. */
    public Uni<StoreResult<Evidence>> of(DomainName domain, Instant from) {
        return database.inTransaction(session -> rows(session, SESSIONS, domain, from)
                .flatMap(sessions -> rows(session, FAILURES, domain, from)
                        .map(failures -> new Evidence(
                                sessions.stream().map(PolicyEvidence::sessions).toList(),
                                failures.stream().map(PolicyEvidence::failures).toList()))));
    }

    /** What senders went by, and what was served. */
    public record Policies(List<SeenPolicy> seen, List<ServedPolicy> served) {}

    /** The MTA-STS policies of a domain in the last reports of each organisation, from a time on. */
    public Uni<StoreResult<Policies>> policies(DomainName domain, Instant from) {
        return database.inTransaction(session -> rows(session, SEEN, domain, from)
                .flatMap(seen -> session.createNativeQuery(SERVED, Object[].class)
                        .setParameter("domain", domain.value())
                        .setParameter("most", MAX_SERVED)
                        .getResultList()
                        .map(served -> new Policies(
                                seen.stream().map(PolicyEvidence::seen).toList(),
                                served.stream().map(PolicyEvidence::served).toList()))));
    }

    private static Uni<List<Object[]>> rows(Mutiny.Session session, String query, DomainName domain, Instant from) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("domain", domain.value())
                .setParameter("from", from)
                .setParameter("most", MAX_ROWS)
                .getResultList();
    }

    private static Evidence.Sessions sessions(Object[] row) {
        return new Evidence.Sessions(LocalDate.parse((String) row[0]), (String) row[1], (String) row[2], (Long) row[3]);
    }

    private static Evidence.Failures failures(Object[] row) {
        return new Evidence.Failures(
                LocalDate.parse((String) row[0]),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (Long) row[5]);
    }

    private static SeenPolicy seen(Object[] row) {
        return new SeenPolicy(
                (String) row[0], PolicyText.of(ReportRow.texts((String) row[1])), (Long) row[2], Times.instant(row[3]));
    }

    private static ServedPolicy served(Object[] row) {
        return new ServedPolicy(
                (String) row[0], new PolicyText(ReportRow.texts((String) row[1])), Times.instant(row[2]));
    }
}
