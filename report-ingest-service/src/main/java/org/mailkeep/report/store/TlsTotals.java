package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.stored.TlsDay;

/** The totals per day, as they are shown. */
@ApplicationScoped
public class TlsTotals {

    private static final String SESSIONS = """
            select cast(day as text), verified, organization, reports, succeeded, failed from daily_tls
            where domain = :domain and day between cast(:from as date) and cast(:to as date)
            order by day, verified desc, organization
            """;

    private static final String FAILURES = """
            select cast(day as text), verified, result_type, mx_host, cast(sum(sessions) as bigint) from daily_tls_failure
            where domain = :domain and day between cast(:from as date) and cast(:to as date)
            group by day, verified, result_type, mx_host order by day, verified desc, result_type, mx_host
            """;

    private final Database database;

    TlsTotals(Database database) {
        this.database = database;
    }

    /**
     * The totals of a domain per day.
     *
     * @param to inclusive
     */
    public Uni<StoreResult<List<TlsDay>>> days(DomainName domain, LocalDate from, LocalDate to) {
        return database.inTransaction(session -> rows(session, SESSIONS, domain, from, to)
                .flatMap(sessions -> rows(session, FAILURES, domain, from, to).map(failures -> {
                    Map<Key, Sums> days = new LinkedHashMap<>();
                    sessions.forEach(row -> sums(days, row).addSessions(row));
                    failures.forEach(row -> sums(days, row).addFailures(row));
                    var result = new ArrayList<TlsDay>(days.size());
                    days.forEach((key, sums) -> result.add(sums.day(key)));
                    return result;
                })));
    }

    private static Uni<List<Object[]>> rows(
            Mutiny.Session session, String query, DomainName domain, LocalDate from, LocalDate to) {
        return session.createNativeQuery(query, Object[].class)
                .setParameter("domain", domain.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    private static Sums sums(Map<Key, Sums> days, Object[] row) {
        return days.computeIfAbsent(new Key(LocalDate.parse((String) row[0]), (Boolean) row[1]), _ -> new Sums());
    }

    private record Key(LocalDate day, boolean verified) {}

    /** Adds up the rows of one day. */
    private static final class Sums {

        private long reports;
        private long succeeded;
        private long failed;
        private final Map<String, Long> byResultType = new LinkedHashMap<>();
        private final Map<String, Long> byMx = new LinkedHashMap<>();
        private final Map<String, TlsDay.Sessions> byOrganization = new LinkedHashMap<>();

        void addSessions(Object[] row) {
            long succeededHere = (Long) row[4];
            long failedHere = (Long) row[5];
            reports += (Long) row[3];
            succeeded += succeededHere;
            failed += failedHere;
            byOrganization.put((String) row[2], new TlsDay.Sessions(succeededHere, failedHere));
        }

        void addFailures(Object[] row) {
            byResultType.merge((String) row[2], (Long) row[4], Long::sum);
            byMx.merge((String) row[3], (Long) row[4], Long::sum);
        }

        TlsDay day(Key key) {
            return new TlsDay(
                    key.day(), key.verified(), reports, succeeded, failed, byResultType, byMx, byOrganization);
        }
    }
}
