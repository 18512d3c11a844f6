package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.canary.CanaryAlarm;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.Clustering;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Incident.Acknowledgement;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.incident.Verdict;

/** The incidents: brought in line with what is reported, judged by probes, acknowledged by people. */
@ApplicationScoped
public class IncidentRepository {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Of one domain; whoever finds more is not kept from it by a list that nobody reads. */
    private static final int MAX_ALIVE = 100;

    /** A probe is news of an incident that is opened soon after it. */
    private static final Duration PROBE_LASTS = Duration.ofHours(1);

    private static final String KNOWN = """
            from IncidentRow where domain = :domain and mxHost = :host and resultType = :type and mergedInto is null
            and lastDay >= :day order by id
            """;

    private final Database database;
    private final IncidentWriter writer;
    private final Outbox outbox;

    IncidentRepository(Database database, IncidentWriter writer, Outbox outbox) {
        this.database = database;
        this.writer = writer;
        this.outbox = outbox;
    }

    /** How it is done: the rules, and how long a domain is left alone after others were asked to look at it. */
    public record Terms(Clustering clustering, Duration pause, Telling telling) {}

    /**
     * Looks at one cluster whose failures changed.
     *
     * @return what became of it; nothing where somebody else looks at it
     */
    public Uni<StoreResult<List<Change>>> settle(IncidentQueue.Entry entry, Terms terms, Instant now) {
        return database.inTransaction(
                LIMIT,
                session -> IncidentQueue.take(session, entry)
                        .flatMap(firstDay -> firstDay.map(day -> entry.verified()
                                        ? settle(session, entry.cluster(), day, terms, now)
                                        : askForRecheck(session, entry.cluster().domain(), terms, now))
                                .orElseGet(() -> Uni.createFrom().item(List.of()))));
    }

    /** Strangers get a look at the domain at most, and not often. */
    private Uni<List<Change>> askForRecheck(Mutiny.Session session, DomainName domain, Terms terms, Instant now) {
        return Notices.mayTell(session, domain, "recheck", now, terms.pause())
                .flatMap(may -> may
                        ? outbox.append(
                                session, List.of(terms.telling().recheck().apply(domain)))
                        : Uni.createFrom().voidItem())
                .replaceWith(List.of());
    }

    private Uni<List<Change>> settle(
            Mutiny.Session session, Cluster cluster, LocalDate firstDay, Terms terms, Instant now) {
        LocalDate reach = firstDay.minusDays(terms.clustering().cleanDays() + 1L);
        return IncidentFacts.cluster(session.createQuery(KNOWN, IncidentRow.class), cluster)
                .setParameter("day", reach)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .flatMap(rows -> {
                    List<Incident> known = rows.stream().map(IncidentRow::value).toList();
                    LocalDate from = known.stream()
                            .map(one -> one.episode().firstDay())
                            .filter(firstDay::isAfter)
                            .min(LocalDate::compareTo)
                            .orElse(firstDay);
                    return changes(session, cluster, known, from, terms, now);
                })
                .call(changes -> writer.write(session, changes, now, terms.telling()))
                .call(changes -> askForProbe(session, changes, terms, now));
    }

    private Uni<List<Change>> changes(
            Mutiny.Session session, Cluster cluster, List<Incident> known, LocalDate from, Terms terms, Instant now) {
        return IncidentFacts.days(session, cluster, from)
                .flatMap(days -> IncidentFacts.reported(session, cluster, from)
                        .map(reported ->
                                terms.clustering().changes(cluster, known, days, reported, now, UUID::randomUUID)))
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
                : IncidentFacts.alive(session, cluster.domain())
                        .map(alive -> alive < MAX_ALIVE
                                ? changes
                                : changes.stream()
                                        .filter(change -> !opened.contains(
                                                change.incident().id()))
                                        .toList());
    }

    /** What a probe saw a moment ago holds for what is opened now, since another one may not be made so soon. */
    private static Uni<List<Change>> withLastProbe(
            Mutiny.Session session, Cluster cluster, List<Change> changes, Instant now) {
        boolean begins = changes.size() == 1
                && (changes.getFirst() instanceof Change.Opened || changes.getFirst() instanceof Change.Reopened);
        return !begins
                ? Uni.createFrom().item(changes)
                : IncidentFacts.lastProbe(session, cluster.domain(), now.minus(PROBE_LASTS))
                        .map(found -> found.map(probe -> withVerdict(changes, Verdict.of(probe, cluster)))
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
        return news.map(incident -> Notices.mayTell(session, incident.cluster().domain(), "failure", now, terms.pause())
                        .flatMap(may -> may
                                ? IncidentFacts.source(session, incident)
                                        .flatMap(source -> outbox.append(
                                                session,
                                                source
                                                        .map(one -> terms.telling()
                                                                .failure()
                                                                .apply(incident, one))
                                                        .stream()
                                                        .toList()))
                                : Uni.createFrom().voidItem()))
                .orElseGet(() -> Uni.createFrom().voidItem());
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
                        if (CanaryAlarm.is(before.cluster().resultType())) {
                            continue;
                        }
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
