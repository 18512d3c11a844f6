package org.mailkeep.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables of a report-ingest-service, filled within PostgreSQL itself: TLS reports of a year with one policy each, most of
 * them about few domains and by few organisations, as in real life; the totals are added up from the reports.
 */
final class DashboardStore {

    /** The domain that most reports are about. */
    static final String BUSIEST = "d0.bench.example";

    /** Its mail server with most failures. */
    static final String BUSIEST_MX = "mx0." + BUSIEST;

    /** What the service's last migration of these tables makes. */
    static final String LAST = "last_probe_event";

    private static final int CHANCES = 7;

    private static final String REPORTS = """
            create temporary table made as
            select n, gen_random_uuid() as id,
                   (date_trunc('day', now() at time zone 'UTC') - make_interval(days => cast(1 + floor({chance1} * 365) as integer)))
                       at time zone 'UTC' as range_begin,
                   'd' || floor(power({chance2}, 3) * :domains) || '.bench.example' as domain,
                   'organisation ' || floor(power({chance3}, 2) * 200) as organization,
                   case when {chance4} < 0.95 then 'DKIM' else 'UNVERIFIED' end as trust,
                   cast(1 + floor({chance5} * 500) as bigint) as succeeded,
                   case when {chance6} < 0.1 then cast(1 + floor({chance7} * 20) as bigint) else 0 end as failed
            from generate_series(1, :policies) as n
            """;

    private static final List<String> COPIES = List.of("""
            insert into report (id, range_begin, range_end, key_hash, content_hash, kind, organization, organization_key,
                                report_id, contact, received_at, last_received_at, times_received, transport, trust, hosted,
                                succeeded, failed, quirks)
            select id, range_begin, range_begin + interval '23:59:59', decode(md5('key' || n), 'hex'),
                   decode(md5('content' || n), 'hex'), 'TLS', organization, organization, 'report-' || n, null,
                   range_begin + interval '1 day' + make_interval(secs => n % 30000),
                   range_begin + interval '1 day' + make_interval(secs => n % 30000), 1, 'LMTP', trust, true, succeeded,
                   failed, '[]'
            from made
            """, """
            insert into report_domain (domain, range_begin, report) select domain, range_begin, id from made
            """, """
            insert into report_original (report, range_begin, file_name, body)
            select id, range_begin, null, decode(repeat(md5('body' || n), 16), 'hex') from made
            """, """
            insert into tls_policy (report, range_begin, position, policy_type, domain, policy_strings, mx_hosts, succeeded,
                                    failed)
            select id, range_begin, 0, case when n % 3 = 0 then 'tlsa' else 'sts' end, domain,
                   case when n % 3 = 0 then '["3 1 1 ' || md5(domain) || md5(domain) || '"]'
                        else '["version: STSv1","mode: enforce","mx: *.' || domain || '","max_age: 604800"]' end,
                   '["*.' || domain || '"]', succeeded, failed
            from made
            """, """
            insert into tls_failure (report, range_begin, policy_position, position, result_type, sending_mta_ip,
                                     receiving_mx_hostname, receiving_mx_helo, receiving_ip, failed_sessions,
                                     additional_information, failure_reason_code)
            select id, range_begin, 0, 0,
                   (array['certificate-expired', 'starttls-not-supported', 'certificate-host-mismatch', 'validation-failure',
                          'tlsa-invalid', 'sts-policy-fetch-error'])[1 + n % 6],
                   '192.0.' || n % 200 || '.' || n % 250, 'mx' || n % 3 || '.' || domain, null, '198.51.100.' || n % 20,
                   failed, null, 'reason ' || n % 40
            from made where failed > 0
            """, """
            insert into daily_tls (domain, day, organization, verified, reports, succeeded, failed)
            select domain, cast(range_begin at time zone 'UTC' as date), organization, trust <> 'UNVERIFIED', count(*),
                   sum(succeeded), sum(failed)
            from made group by 1, 2, 3, 4
            """, """
            insert into daily_tls_failure (domain, day, organization, verified, result_type, mx_host, sessions, began,
                                           ended)
            select p.domain, cast(f.range_begin at time zone 'UTC' as date), r.organization_key, r.trust <> 'UNVERIFIED',
                   f.result_type, f.receiving_mx_hostname, sum(f.failed_sessions), min(r.range_begin), max(r.range_end)
            from tls_failure f
            join tls_policy p on p.report = f.report and p.range_begin = f.range_begin
            join report r on r.id = f.report and r.range_begin = f.range_begin
            group by 1, 2, 3, 4, 5, 6
            """, """
            insert into daily_dmarc (domain, day, organization, verified, disposition, passed, messages)
            select domain, day, organization, verified, case when failed > 0 then 'reject' else 'none' end, failed = 0,
                   succeeded + failed
            from daily_tls
            """);

    private final Connection connection;

    DashboardStore(Connection connection) {
        this.connection = connection;
    }

    void fill(int policies, int domains) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("set work_mem = '256MB'");
            statement.execute("select add_month_of_reports(cast(now() - make_interval(months => m) as date))"
                    + " from generate_series(0, 13) m");
            String reports = REPORTS.replace(":domains", Integer.toString(domains))
                    .replace(":policies", Integer.toString(policies));
            for (int which = 1; which <= CHANCES; which++) {
                reports = reports.replace("{chance" + which + "}", chance(which));
            }
            statement.execute(reports);
            for (String copy : COPIES) {
                statement.execute(copy);
            }
            statement.execute("drop table made");
            // Or PostgreSQL does it by itself while something is measured.
            statement.execute("vacuum analyze");
        }
    }

    /** A number from 0 to 1 that follows from a report's number, spread evenly, and is always the same. */
    private static String chance(int which) {
        return "abs(hashint8(n * 10 + " + which + ")) / 2147483648.0";
    }

    /** Rows of a table. */
    long count(String table) throws SQLException {
        try (var statement = connection.createStatement();
                var count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            return count.getLong(1);
        }
    }
}
