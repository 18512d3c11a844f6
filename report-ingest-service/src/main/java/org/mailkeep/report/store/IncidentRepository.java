package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.Clustering;
import org.mailkeep.report.domain.incident.FailingDay;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Incident.Acknowledgement;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.incident.Source;
import org.mailkeep.report.domain.incident.Verdict;

/** The incidents: brought in line with what is reported, judged by probes, acknowledged by people. */
@ApplicationScoped
public class IncidentRepository {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Failures of one cluster that are looked at together: a year of two hundred reporters. */
    private static final int MAX_PARTS = 100_000;

    /** Of one domain; whoever finds more is not kept from it by a list that nobody reads. */
    private static final int MAX_ALIVE = 100;

    /** A probe is news of an incident that is opened soon after it. */
    private static final Duration PROBE_LASTS = Duration.ofHours(1);

    private static final String KNOWN = """
            from IncidentRow where domain = :domain and mxHost = :host and resultType = :type and mergedInto is null
            and lastDay >= :day order by id
            """;

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

    private final Database database;
    private final IncidentWriter writer;

    IncidentRepository(Database database, IncidentWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** How it is done: the rules, and how long a domain is left alone after others were asked to look at it. */
    public record Terms(Clustering clustering, Duration pause, Telling telling) {}

    /**
     * Looks at one cluster whose failures changed.
     *
     * @return what became of it; empty where none is left to look at
     */
    public Uni<StoreResult<Optional<List<Change>>>> settleNext(Terms terms, Instant now) {
        return database.inTransaction(
                LIMIT,
                session -> IncidentQueue.take(session).flatMap(entry -> entry.map(one -> one.verified()
                                ? settle(session, one, terms, now).map(Optional::of)
                                : askForRecheck(session, one, terms, now).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    /** Strangers get a look at the domain at most, and not often. */
    private Uni<List<Change>> askForRecheck(
            Mutiny.Session session, IncidentQueue.Entry entry, Terms terms, Instant now) {
        return Notices.mayTell(session, entry.cluster().domain(), "recheck", now, terms.pause())
                .flatMap(may -> may
                        ? writer.tell(
                                session,
                                List.of(terms.telling().recheck().apply(entry.cluster().domain())))
                        : Uni.createFrom().voidItem())
                .replaceWith(List.of());
    }

    private Uni<List<Change>> settle(Mutiny.Session session, IncidentQueue.Entry entry, Terms terms, Instant now) {
        Cluster cluster = entry.cluster();
        LocalDate reach = entry.firstDay().minusDays(terms.clustering().cleanDays() + 1L);
        return cluster(session.createQuery(KNOWN, IncidentRow.class), cluster)
                .setParameter("day", reach)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .flatMap(rows -> {
                    List<Incident> known = rows.stream().map(IncidentRow::value).toList();
                    LocalDate from = known.stream()
                            .map(one -> one.episode().firstDay())
                            .filter(entry.firstDay()::isAfter)
                            .min(LocalDate::compareTo)
                            .orElse(entry.firstDay());
                    return changes(session, cluster, known, from, terms, now);
                })
                .call(changes -> writer.write(session, changes, now, terms.telling()))
                .call(changes -> askForProbe(session, changes, terms, now));
    }

    private Uni<List<Change>> changes(
            Mutiny.Session session,
            Cluster cluster,
            List<Incident> known,
            LocalDate from,
            Terms terms,
            Instant now) {
        return days(session, cluster, from)
                .flatMap(days -> reported(session, cluster, from)
                        .map(reported -> terms.clustering()
                                .changes(cluster, known, days, reported, now, UUID::randomUUID)))
                .flatMap(changes -> withinBounds(session, cluster, changes))
                .flatMap(changes -> withLastProbe(session, cluster, changes, now));
    }

    private static Uni<List<Change>> withinBounds(Mutiny.Session session, Cluster cluster, List<Change> changes) {
        Set<UUID> opened = changes.stream()
                .filter(Change.Opened.class::isInstance)
                .map(change -> change.incident().id())
                .collect(Collectors.toSet());
        return opened.isEmpty()
                ? Uni.createFrom().item(changes)
                : session.createQuery(ALIVE, Long.class)
                        .setParameter("domain", cluster.domain().value())
                        .setParameter("closed", IncidentRow.State.CLOSED)
                        .getSingleResult()
                        .map(alive -> alive < MAX_ALIVE
                                ? changes
                                : changes.stream()
                                        .filter(change ->
                                                !opened.contains(change.incident().id()))
                                        .toList());
    }

    /** What a probe saw a moment ago holds for what is opened now, since another one may not be made so soon. */
    private static Uni<List<Change>> withLastProbe(
            Mutiny.Session session, Cluster cluster, List<Change> changes, Instant now) {
        boolean begins = changes.size() == 1
                && (changes.getFirst() instanceof Change.Opened || changes.getFirst() instanceof Change.Reopened);
        return !begins
                ? Uni.createFrom().item(changes)
                : session.createNativeQuery(
                                "select cast(event as text) from last_probe where domain = :domain and at > :after",
                                String.class)
                        .setParameter("domain", cluster.domain().value())
                        .setParameter("after", now.minus(PROBE_LASTS))
                        .getResultList()
                        .map(found -> found.stream()
                                .findFirst()
                                .flatMap(event -> EventJson.read(event, ProbeCompleted.class))
                                .map(probe -> withVerdict(changes, Verdict.of(probe, cluster)))
                                .orElse(changes));
    }

    private static List<Change> withVerdict(List<Change> changes, Verdict verdict) {
        Incident before = changes.getFirst().incident();
        Incident after = before.after(verdict);
        if (after.life().equals(before.life())) {
            return changes;
        }
        var all = new ArrayList<>(changes);
        all.add(new Change.Judged(after));
        return all;
    }

    private Uni<Void> askForProbe(Mutiny.Session session, List<Change> changes, Terms terms, Instant now) {
        Optional<Incident> news = changes.stream()
                .filter(change -> change instanceof Change.Opened
                        || change instanceof Change.Reopened
                        || change instanceof Change.Grown)
                .map(Change::incident)
                .filter(incident -> !incident.isClosed())
                .reduce((_, last) -> last);
        return news.map(incident -> Notices.mayTell(
                                session, incident.cluster().domain(), "failure", now, terms.pause())
                        .flatMap(may -> may
                                ? source(session, incident)
                                        .flatMap(source -> writer.tell(
                                                session,
                                                source
                                                        .map(one -> terms.telling().failure().apply(incident, one))
                                                        .stream()
                                                        .toList()))
                                : Uni.createFrom().voidItem()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<Optional<Source>> source(Mutiny.Session session, Incident incident) {
        return session.createNativeQuery(SOURCE, Object[].class)
                .setParameter("domain", incident.cluster().domain().value())
                .setParameter("from", incident.episode().lastDay().atStartOfDay(ZoneOffset.UTC).toInstant())
                .setParameter(
                        "to",
                        incident.episode().lastDay().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Source(
                                (String) row[0], (String) row[1], Times.instant(row[2]), Times.instant(row[3])))
                        .findFirst());
    }

    private static Uni<List<FailingDay>> days(Mutiny.Session session, Cluster cluster, LocalDate from) {
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

    private static Uni<List<LocalDate>> reported(Mutiny.Session session, Cluster cluster, LocalDate from) {
        return session.createNativeQuery(REPORTED, String.class)
                .setParameter("domain", cluster.domain().value())
                .setParameter("day", from)
                .getResultList()
                .map(days -> days.stream().map(LocalDate::parse).toList());
    }

    private static <T> Mutiny.SelectionQuery<T> cluster(Mutiny.SelectionQuery<T> query, Cluster cluster) {
        return query.setParameter("domain", cluster.domain().value())
                .setParameter("host", cluster.mxHost())
                .setParameter("type", cluster.resultType());
    }

    /** Attaches a probe's verdict to the domain's incidents, within the transaction that keeps the probe. */
    Uni<List<Change>> judge(Mutiny.Session session, ProbeCompleted probe, Instant now, Telling telling) {
        return session.createQuery(
                        "from IncidentRow where domain = :domain and state <> :closed order by id", IncidentRow.class)
                .setParameter("domain", probe.domain().value())
                .setParameter("closed", IncidentRow.State.CLOSED)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .flatMap(rows -> {
                    var changes = new ArrayList<Change>();
                    for (IncidentRow row : rows) {
                        Incident before = row.value();
                        Incident after = before.after(Verdict.of(probe, before.cluster()));
                        if (!isSameState(before.life(), after.life())) {
                            changes.add(new Change.Judged(after));
                        } else if (!after.equals(before)) {
                            row.take(after);
                        }
                    }
                    return writer.write(session, changes, now, telling).replaceWith((List<Change>) changes);
                });
    }

    /** What another probe of a failing host says in other words is no news. */
    private static boolean isSameState(Life one, Life other) {
        return one.word().equals(other.word());
    }

    /** Says who looks after an incident; empty where there is none of this id. */
    public Uni<StoreResult<Optional<Incident>>> acknowledge(UUID id, Acknowledgement by) {
        return database.inTransaction(session -> session.find(IncidentRow.class, id, LockModeType.PESSIMISTIC_WRITE)
                .flatMap(row -> {
                    if (row == null) {
                        return Uni.createFrom().item(Optional.<Incident>empty());
                    }
                    Incident incident = row.value().acknowledged(by);
                    row.take(incident);
                    String text = by.note().isEmpty() ? by.by() : by.by() + ": " + by.note();
                    return IncidentWriter.entry(session, id, by.at(), "acknowledged", text)
                            .replaceWith(Optional.of(incident));
                }));
    }
}
