package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.canary.CanaryAlarm;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.tlsrpt.DayShare;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/**
 * Clusters whose failures changed. A report only names them, in its own transaction; what follows from it is found out
 * afterwards, by one replica at a time for each cluster.
 */
@ApplicationScoped
public class IncidentQueue {

    /** The update locks the row, so that it is not taken before the report is kept. */
    private static final String ADD = """
            insert into incident_queue as known (domain, mx_host, result_type, verified, first_day)
            select domain, "mxHost", "resultType", cast(:verified as boolean), cast(:day as date)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (
                domain text, "mxHost" text, "resultType" text)
            order by domain, "mxHost", "resultType"
            on conflict (domain, mx_host, result_type, verified)
                do update set first_day = least(known.first_day, excluded.first_day)
            """;

    /** In no order, so that replicas seldom meet. */
    private static final String WAITING =
            "select domain, mx_host, result_type, verified from incident_queue order by random() limit :most";

    private static final String TAKE = """
            with mine as (select ctid from incident_queue
                          where domain = :domain and mx_host = :host and result_type = :type and verified = :verified
                          for update skip locked)
            delete from incident_queue where ctid in (select ctid from mine) returning cast(first_day as text)
            """;

    /** Incidents that may be over by now, though nobody reports anything. */
    private static final String ADD_OLD = """
            insert into incident_queue (domain, mx_host, result_type, verified, first_day)
            select domain, mx_host, result_type, true, min(first_day) from incident
            where state <> 'CLOSED' and last_day <= cast(:day as date) and not starts_with(result_type, :ours)
            group by domain, mx_host, result_type order by domain, mx_host, result_type
            on conflict (domain, mx_host, result_type, verified) do nothing
            """;

    private final Database database;

    IncidentQueue(Database database) {
        this.database = database;
    }

    /**
     * A cluster to be looked at; one of a domain alone, where the reports are not verified.
     *
     * @param verified whether it is known who sent the reports
     */
    public record Entry(Cluster cluster, boolean verified) {}

    private record Line(String domain, String mxHost, String resultType) {

        /** Strangers make the domain be looked at again, and nothing more. */
        Line ofDomain() {
            return new Line(domain, "", "");
        }
    }

    /** Names the clusters of a report within its transaction; none for a domain that is not ours. */
    Uni<Void> add(Mutiny.Session session, TlsReport report, boolean hosted, boolean verified) {
        List<Line> lines = !hosted
                ? List.of()
                : verified
                        ? lines(report).toList()
                        : lines(report).map(Line::ofDomain).distinct().toList();
        return lines.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(ADD)
                        .setParameter("verified", verified)
                        .setParameter("day", report.range().day())
                        .setParameter("rows", ReportWriter.json(lines))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /** Names the clusters whose last failure is of this day or before, and that are not closed. */
    public Uni<StoreResult<Integer>> addOld(LocalDate day) {
        return database.inTransaction(session -> session.createNativeQuery(ADD_OLD)
                .setParameter("day", day)
                .setParameter("ours", CanaryAlarm.PREFIX)
                .executeUpdate());
    }

    /** Some of those that wait. */
    public Uni<StoreResult<List<Entry>>> waiting(int most) {
        return database.inTransaction(session -> session.createNativeQuery(WAITING, Object[].class)
                .setParameter("most", most)
                .getResultList()
                .map(rows -> rows.stream().map(IncidentQueue::entry).toList()));
    }

    /**
     * Takes one off the queue; it comes back if the transaction fails.
     *
     * @return the day before which nothing changed; empty when somebody else is at it, or was
     */
    static Uni<Optional<LocalDate>> take(Mutiny.Session session, Entry entry) {
        return IncidentFacts.cluster(session.createNativeQuery(TAKE, String.class), entry.cluster())
                .setParameter("verified", entry.verified())
                .getResultList()
                .map(days -> days.stream().map(LocalDate::parse).findFirst());
    }

    private static Entry entry(Object[] row) {
        return new Entry(
                new Cluster(new DomainName((String) row[0]), (String) row[1], (String) row[2]), (Boolean) row[3]);
    }

    private static Stream<Line> lines(TlsReport report) {
        return DayShare.of(report).stream()
                .flatMap(share -> share.failures().stream()
                        .filter(failure -> failure.sessions() > 0 && !CanaryAlarm.is(failure.resultType()))
                        .map(failure -> new Line(share.domain().value(), failure.mxHost(), failure.resultType())));
    }
}
