package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.dashboard.DomainPicture;
import org.mailkeep.report.domain.dashboard.SeenPolicy;
import org.mailkeep.report.domain.dashboard.TimeRange;

/** What was reported about a domain. */
@ApplicationScoped
public class DomainTotals {

    private static final String KINDS = """
            select result_type, mx_host, cast(sum(sessions) as bigint) from daily_tls_failure
            where domain = :domain and day between cast(:from as date) and cast(:to as date) and verified = :verified
            group by result_type, mx_host order by 3 desc, result_type, mx_host limit 500
            """;

    /** The time is said of each table: PostgreSQL leaves out the partitions of other months by that alone. */
    private static final String POLICIES = """
            select p.policy_type, p.policy_strings, cast(count(distinct r.organization_key) as bigint),
                   cast(sum(p.succeeded) as bigint), cast(sum(p.failed) as bigint), min(p.range_begin), max(p.range_begin)
            from report_domain d
            join report r on r.id = d.report and r.range_begin = d.range_begin
            join tls_policy p on p.report = d.report and p.range_begin = d.range_begin and p.domain = d.domain
            where d.domain = :domain and d.range_begin >= :from and d.range_begin < :to
              and r.range_begin >= :from and r.range_begin < :to
              and p.range_begin >= :from and p.range_begin < :to
              and (r.trust <> 'UNVERIFIED' and r.hosted) = :verified
            group by p.policy_type, p.policy_strings order by 7 desc, 3 desc, 1, 2 limit 20
            """;

    /** In the last reports of each. */
    private static final String LATEST = """
            select n.domain, p.policy_type, bool_or(strpos(p.policy_strings, 'mode: enforce') > 0)
            from unnest(cast(:names as text[])) as n (domain)
            cross join lateral (
                select d.report, d.range_begin from report_domain d
                join report r on r.id = d.report and r.range_begin = d.range_begin
                where d.domain = n.domain and d.range_begin >= :from and d.range_begin < :to
                  and r.range_begin >= :from and r.range_begin < :to
                  and r.kind = 'TLS' and (r.trust <> 'UNVERIFIED' and r.hosted) = :verified
                order by d.range_begin desc limit 10) as latest
            join tls_policy p
              on p.report = latest.report and p.range_begin = latest.range_begin and p.domain = n.domain
            where p.range_begin >= :from and p.range_begin < :to
            group by n.domain, p.policy_type
            """;

    private final Database database;

    DomainTotals(Database database) {
        this.database = database;
    }

    public Uni<StoreResult<DomainPicture>> picture(String domain, TimeRange range, boolean verified) {
        return database.inTransaction(session -> WallTotals.days(
                        session, WallTotals.Of.DOMAINS, domain, range, verified)
                .flatMap(days -> session.createNativeQuery(KINDS, Object[].class)
                        .setParameter("domain", domain)
                        .setParameter("from", range.first())
                        .setParameter("to", range.last())
                        .setParameter("verified", verified)
                        .getResultList()
                        .flatMap(kinds -> policies(session, domain, range, verified)
                                .map(policies -> new DomainPicture(
                                        days,
                                        kinds.stream()
                                                .map(row -> new DomainPicture.Kind(
                                                        (String) row[0], (String) row[1], (Long) row[2]))
                                                .toList(),
                                        policies)))));
    }

    /** The policies of a domain as senders saw them, the latest first. */
    public Uni<StoreResult<List<SeenPolicy>>> policies(String domain, TimeRange range, boolean verified) {
        return database.inTransaction(session -> policies(session, domain, range, verified));
    }

    private static Uni<List<SeenPolicy>> policies(
            Mutiny.Session session, String domain, TimeRange range, boolean verified) {
        return session.createNativeQuery(POLICIES, Object[].class)
                .setParameter("domain", domain)
                .setParameter("from", range.begin())
                .setParameter("to", range.end())
                .setParameter("verified", verified)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new SeenPolicy(
                                (String) row[0],
                                ReportRow.texts((String) row[1]),
                                (Long) row[2],
                                (Long) row[3],
                                (Long) row[4],
                                Times.instant(row[5]),
                                Times.instant(row[6])))
                        .toList());
    }

    /** The kinds of policies that the last reports about each domain name, such as {@code sts enforce} or {@code tlsa}. */
    public Uni<StoreResult<Map<String, Collection<String>>>> latestPolicies(
            Collection<String> domains, TimeRange range, boolean verified) {
        return database.inTransaction(session -> session.createNativeQuery(LATEST, Object[].class)
                .setParameter("names", domains.toArray(String[]::new))
                .setParameter("from", range.begin())
                .setParameter("to", range.end())
                .setParameter("verified", verified)
                .getResultList()
                .map(rows -> {
                    Map<String, Collection<String>> kinds = new LinkedHashMap<>();
                    rows.forEach(row -> kinds.computeIfAbsent((String) row[0], _ -> new TreeSet<>())
                            .add(row[1] + ((Boolean) row[2] ? " enforce" : "")));
                    return kinds;
                }));
    }
}
