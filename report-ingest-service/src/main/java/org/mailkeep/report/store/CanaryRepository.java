package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.ReportKey;
import org.mailkeep.report.domain.canary.Canary;
import org.mailkeep.report.domain.canary.CanaryAlarm;
import org.mailkeep.report.domain.canary.CanaryAlarm.Latest;
import org.mailkeep.report.domain.canary.CanaryPath;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Incident;

/** Which canaries were sent, which arrived, and the alarms about those that did not. */
@ApplicationScoped
public class CanaryRepository {

    /** One replica a day and path gets a row; one that could not send is tried again by whoever comes next. */
    private static final String CLAIM = """
            insert into canary as known (day, path, report_id, sent_at, due_at)
            values (:day, :path, :id, :now, :due)
            on conflict (day, path) do update set report_id = excluded.report_id, sent_at = excluded.sent_at, failure = null
            where known.failure is not null and known.arrived_at is null
            """;

    private static final String FAILED =
            "update canary set failure = :failure where day = :day and path = :path and report_id = :id";

    /** By mail it has to be verified: a signature that breaks on the way would break on others, too. */
    private static final String ARRIVED = """
            update canary c set arrived_at = r.received_at, failure = null from report r
            where c.arrived_at is null and c.day >= cast(:since as date)
              and r.range_begin = (c.day - 1) at time zone 'UTC' and r.report_id = c.report_id
              and r.organization_key = :organization and (c.path <> 'MAIL' or r.trust = 'DKIM')
            """;

    /** The latest of each path counts. */
    private static final String LATEST = """
            select distinct on (path) path, cast(day as text), sent_at, due_at, arrived_at is not null from canary
            order by path, day desc
            """;

    /** One replica at a time, so that there is one alarm. */
    private static final String LOCK = "select 1 from (select pg_advisory_xact_lock(:lock)) as locked";

    private static final long ALARM_LOCK = 0x6361_6e61_7279L;

    private static final String DELETE_OLD = "delete from canary where day < cast(:since as date)";

    private final Database database;
    private final IncidentWriter writer;

    CanaryRepository(Database database, IncidentWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Which paths are overdue, and what became of their alarms. */
    public record Look(Set<CanaryPath> overdue, List<Change> changes) {}

    /**
     * How it is looked.
     *
     * @param watched the paths by which canaries are sent
     * @param domain that canaries are about; none where none are sent
     * @param since older ones are forgotten
     */
    public record Terms(Set<CanaryPath> watched, Optional<DomainName> domain, LocalDate since, Telling telling) {}

    /**
     * Whether the caller is to send the canary of its day.
     *
     * @param due it has to be stored by then
     */
    public Uni<StoreResult<Boolean>> claim(CanaryPath path, Canary canary, Instant now, Instant due) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM)
                .setParameter("day", canary.day())
                .setParameter("path", path.name())
                .setParameter("id", canary.id())
                .setParameter("now", now)
                .setParameter("due", due)
                .executeUpdate()
                .map(rows -> rows > 0));
    }

    /** Notes that it could not be sent. */
    public Uni<StoreResult<Integer>> failed(CanaryPath path, Canary canary, String why) {
        return database.inTransaction(session -> session.createNativeQuery(FAILED)
                .setParameter("day", canary.day())
                .setParameter("path", path.name())
                .setParameter("id", canary.id())
                .setParameter("failure", why)
                .executeUpdate());
    }

    /** Sees which canaries arrived, and opens and closes the alarms of their paths. */
    public Uni<StoreResult<Look>> look(Terms terms, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(LOCK, Object.class)
                .setParameter("lock", ALARM_LOCK)
                .getSingleResult()
                .flatMap(_ -> session.createNativeQuery(ARRIVED)
                        .setParameter("since", terms.since())
                        .setParameter("organization", ReportKey.fold(Canary.ORGANIZATION))
                        .executeUpdate())
                .flatMap(_ -> session.createNativeQuery(DELETE_OLD)
                        .setParameter("since", terms.since())
                        .executeUpdate())
                .flatMap(_ -> session.createNativeQuery(LATEST, Object[].class).getResultList())
                .flatMap(rows -> alarms(session).flatMap(alarms -> settle(session, terms, latest(rows), alarms, now))));
    }

    private static Map<CanaryPath, Latest> latest(List<Object[]> rows) {
        Map<CanaryPath, Latest> each = new EnumMap<>(CanaryPath.class);
        rows.forEach(row -> each.put(
                CanaryPath.valueOf((String) row[0]),
                new Latest(LocalDate.parse((String) row[1]), Times.instant(row[2]), Times.instant(row[3]), (Boolean)
                        row[4])));
        return each;
    }

    private static Uni<Map<String, Incident>> alarms(Mutiny.Session session) {
        return session.createQuery(
                        "from IncidentRow where resultType in (:types) and state <> :closed", IncidentRow.class)
                .setParameter(
                        "types",
                        Arrays.stream(CanaryPath.values())
                                .map(CanaryAlarm::resultType)
                                .toList())
                .setParameter("closed", IncidentRow.State.CLOSED)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(IncidentRow::value)
                        .collect(Collectors.toMap(
                                alarm -> alarm.cluster().resultType(), Function.identity(), (one, _) -> one)));
    }

    private Uni<Look> settle(
            Mutiny.Session session,
            Terms terms,
            Map<CanaryPath, Latest> latest,
            Map<String, Incident> alarms,
            Instant now) {
        var overdue = EnumSet.noneOf(CanaryPath.class);
        var changes = new ArrayList<Change>();
        for (CanaryPath path : CanaryPath.values()) {
            Optional<Incident> alarm = Optional.ofNullable(alarms.get(CanaryAlarm.resultType(path)));
            Optional<Latest> last = Optional.ofNullable(latest.get(path));
            if (!terms.watched().contains(path)) {
                alarm.map(incident -> CanaryAlarm.unwatched(incident, now)).ifPresent(changes::add);
            } else {
                last.filter(one -> one.isOverdue(now)).ifPresent(_ -> overdue.add(path));
                last.flatMap(one -> terms.domain()
                                .flatMap(domain -> CanaryAlarm.of(path, domain, one, alarm, UUID::randomUUID, now)))
                        .ifPresent(changes::add);
            }
        }
        return writer.write(session, changes, now, terms.telling()).replaceWith(new Look(overdue, changes));
    }
}
