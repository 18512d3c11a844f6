package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.FailingDay;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Source;

/** What incidents are made of, read within the transaction that makes them. */
final class IncidentFacts {

    /** Failures of one cluster that are looked at together: a year of two hundred reporters. */
    private static final int MAX_PARTS = 100_000;

    private static final String DAYS = """
            select cast(day as text), organization, sessions, began, ended from daily_tls_failure
            where verified and domain = :domain and mx_host = :host and result_type = :type and day >= :day
            order by day desc limit :most
            """;

    private static final String REPORTED = """
            select distinct cast(day as text) from daily_tls
            where verified and domain = :domain and day > :day and succeeded + failed > 0
            """;

    private static final String ALIVE = "select count(*) from IncidentRow where domain = :domain and state <> :closed";

    private static final String SOURCE = """
            select r.organization, r.report_id, r.range_begin, r.range_end
            from report_domain d join report r on r.id = d.report and r.range_begin = d.range_begin
            where d.domain = :domain and d.range_begin >= :from and d.range_begin < :to
              and r.kind = 'TLS' and r.failed > 0 and r.trust <> 'UNVERIFIED'
            order by r.received_at desc limit 1
            """;

    private IncidentFacts() {}

    /** The latest report that tells of an incident. */
    static Uni<Optional<Source>> source(Mutiny.Session session, Incident incident) {
        return session.createNativeQuery(SOURCE, Object[].class)
                .setParameter("domain", incident.cluster().domain().value())
                .setParameter(
                        "from",
                        incident.episode()
                                .lastDay()
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant())
                .setParameter(
                        "to",
                        incident.episode()
                                .lastDay()
                                .plusDays(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Source(
                                (String) row[0], (String) row[1], Times.instant(row[2]), Times.instant(row[3])))
                        .findFirst());
    }

    /** What verified reports tell of a cluster from a day on. */
    static Uni<List<FailingDay>> days(Mutiny.Session session, Cluster cluster, LocalDate from) {
        return cluster(session.createNativeQuery(DAYS, Object[].class), cluster)
                .setParameter("day", from)
                .setParameter("most", MAX_PARTS)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new FailingDay(
                                LocalDate.parse((String) row[0]),
                                (String) row[1],
                                (Long) row[2],
                                Times.instant(row[3]),
                                Times.instant(row[4])))
                        .toList());
    }

    /** The days after this one for which verified reports about the domain came. */
    static Uni<List<LocalDate>> reported(Mutiny.Session session, Cluster cluster, LocalDate from) {
        return session.createNativeQuery(REPORTED, String.class)
                .setParameter("domain", cluster.domain().value())
                .setParameter("day", from)
                .getResultList()
                .map(days -> days.stream().map(LocalDate::parse).toList());
    }

    /** How many incidents of a domain are not closed. */
    static Uni<Long> alive(Mutiny.Session session, DomainName domain) {
        return session.createQuery(ALIVE, Long.class)
                .setParameter("domain", domain.value())
                .setParameter("closed", IncidentRow.State.CLOSED)
                .getSingleResult();
    }

    /** The last probe of a domain, if it was made after a time. */
    static Uni<Optional<ProbeCompleted>> lastProbe(Mutiny.Session session, DomainName domain, Instant after) {
        return session.createNativeQuery(
                        "select cast(event as text) from last_probe where domain = :domain and at > :after",
                        String.class)
                .setParameter("domain", domain.value())
                .setParameter("after", after)
                .getResultList()
                .map(found -> found.stream().findFirst().flatMap(event -> EventJson.read(event, ProbeCompleted.class)));
    }

    /** Sets the parameters that name a cluster. */
    static <T> Mutiny.SelectionQuery<T> cluster(Mutiny.SelectionQuery<T> query, Cluster cluster) {
        return query.setParameter("domain", cluster.domain().value())
                .setParameter("host", cluster.mxHost())
                .setParameter("type", cluster.resultType());
    }
}
