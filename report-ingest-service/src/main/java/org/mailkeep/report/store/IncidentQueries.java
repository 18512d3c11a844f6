package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Onset;
import org.mailkeep.report.domain.stored.IncidentDetail;
import org.mailkeep.report.domain.stored.IncidentDetail.Entry;
import org.mailkeep.report.domain.stored.IncidentDetail.Part;
import org.mailkeep.report.domain.stored.IncidentFilter;
import org.mailkeep.report.domain.stored.KeptIncident;
import org.mailkeep.report.domain.stored.Page;
import org.mailkeep.report.domain.stored.Position;
import org.mailkeep.report.domain.stored.UnverifiedFailure;

/** Finds incidents. */
@ApplicationScoped
public class IncidentQueries {

    /** Entries, changes and parts of one incident that are shown. */
    private static final int MAX_ROWS = 500;

    /** Kinds of unverified failures that are shown. */
    private static final int MAX_UNVERIFIED = 200;

    private static final Duration BEFORE = Duration.ofDays(2);

    private static final String SHARES = """
            select cast(i.id as text),
                   (select coalesce(cast(sum(f.sessions) as bigint), 0) from daily_tls_failure f
                    where f.verified and f.domain = i.domain and f.mx_host = i.mx_host and f.result_type = i.result_type
                      and f.day = i.last_day),
                   (select coalesce(cast(sum(t.succeeded + t.failed) as bigint), 0) from daily_tls t
                    where t.verified and t.domain = i.domain and t.day = i.last_day)
            from incident i where i.id in (:ids)
            """;

    private static final String PARTS = """
            select cast(day as text), organization, sessions from daily_tls_failure
            where verified and domain = :domain and mx_host = :host and result_type = :type and day between :from and :to
            order by day desc, sessions desc, organization limit :most
            """;

    private static final String CHANGES = """
            select kind, subject, before, after, not_before, at from domain_change
            where domain = :domain and at > :from and at <= :to order by at desc limit :most
            """;

    private static final String UNVERIFIED = """
            select domain, mx_host, result_type, cast(min(day) as text), cast(max(day) as text),
                   cast(sum(sessions) as bigint), count(distinct organization)
            from daily_tls_failure
            where not verified and day >= :from and (cast(:domain as text) = '' or domain = :domain)
            group by domain, mx_host, result_type order by max(day) desc, sum(sessions) desc limit :most
            """;

    private final Database database;

    IncidentQueries(Database database) {
        this.database = database;
    }

    /** By the time they were opened, the latest first; without those that were merged into others. */
    public Uni<StoreResult<Page<KeptIncident>>> list(IncidentFilter filter, Position after, int limit) {
        return database.inTransaction(session -> {
            var query = session.createQuery(
                            "from IncidentRow where mergedInto is null and (openedAt < :time or (openedAt = :time and id < :last))"
                                    + conditions(filter) + " order by openedAt desc, id desc",
                            IncidentRow.class)
                    .setParameter("time", after.time())
                    .setParameter("last", after.id())
                    .setMaxResults(limit);
            bind(query, filter);
            return query.getResultList()
                    .flatMap(rows -> withShares(
                                    session,
                                    rows.stream().map(IncidentRow::value).toList())
                            .map(incidents -> new Page<>(
                                    incidents,
                                    rows.size() < limit
                                            ? Optional.empty()
                                            : Optional.of(new Position(rows.getLast().openedAt, rows.getLast().id)))));
        });
    }

    private static String conditions(IncidentFilter filter) {
        var conditions = new StringBuilder();
        filter.domain().ifPresent(_ -> conditions.append(" and domain = :domain"));
        filter.state()
                .ifPresent(state -> conditions.append(
                        state.equals(IncidentFilter.ALIVE) ? " and state <> :state" : " and state = :state"));
        filter.from().ifPresent(_ -> conditions.append(" and lastSeen >= :from"));
        filter.to().ifPresent(_ -> conditions.append(" and firstSeen < :to"));
        return conditions.toString();
    }

    private static void bind(Mutiny.SelectionQuery<IncidentRow> query, IncidentFilter filter) {
        filter.domain().ifPresent(domain -> query.setParameter("domain", domain.value()));
        filter.state().ifPresent(state -> query.setParameter("state", state(state)));
        filter.from().ifPresent(from -> query.setParameter("from", from));
        filter.to().ifPresent(to -> query.setParameter("to", to));
    }

    private static IncidentRow.State state(String word) {
        return word.equals(IncidentFilter.ALIVE)
                ? IncidentRow.State.CLOSED
                : IncidentRow.State.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Uni<List<KeptIncident>> withShares(Mutiny.Session session, List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createNativeQuery(SHARES, Object[].class)
                .setParameter("ids", incidents.stream().map(Incident::id).toList())
                .getResultList()
                .map(rows -> {
                    Map<String, Object[]> byId = new HashMap<>();
                    rows.forEach(row -> byId.put((String) row[0], row));
                    return incidents.stream()
                            .map(one -> {
                                Object[] row = byId.getOrDefault(one.id().toString(), new Object[] {"", 0L, 0L});
                                return new KeptIncident(one, (Long) row[1], (Long) row[2]);
                            })
                            .toList();
                });
    }

    /** An incident with its time line; empty where there is none of this id. */
    public Uni<StoreResult<Optional<IncidentDetail>>> detail(UUID id) {
        return database.inTransaction(session -> session.createQuery(
                        "from IncidentRow where id = :id", IncidentRow.class)
                .setParameter("id", id)
                .getResultList()
                .flatMap(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.<IncidentDetail>empty())
                        : withShares(session, List.of(rows.getFirst().value()))
                                .flatMap(heads -> detail(session, heads.getFirst()))
                                .map(Optional::of)));
    }

    private static Uni<IncidentDetail> detail(Mutiny.Session session, KeptIncident head) {
        Incident incident = head.incident();
        return entries(session, incident)
                .flatMap(entries -> changes(session, incident)
                        .flatMap(changes -> parts(session, incident)
                                .map(parts -> new IncidentDetail(
                                        head, entries, changes, Onset.of(incident.episode(), changes), parts))));
    }

    private static Uni<List<Entry>> entries(Mutiny.Session session, Incident incident) {
        return session.createNativeQuery(
                        "select at, kind, text from incident_entry where incident = :id order by id desc limit :most",
                        Object[].class)
                .setParameter("id", incident.id())
                .setParameter("most", MAX_ROWS)
                .getResultList()
                .map(rows -> rows.reversed().stream()
                        .map(row -> new Entry(Times.instant(row[0]), (String) row[1], (String) row[2]))
                        .toList());
    }

    private static Uni<List<DomainChange>> changes(Mutiny.Session session, Incident incident) {
        return changes(
                session,
                incident.cluster().domain(),
                incident.episode().firstSeen().minus(BEFORE),
                incident.episode().lastSeen().plus(BEFORE));
    }

    private static Uni<List<DomainChange>> changes(
            Mutiny.Session session, DomainName domain, Instant from, Instant to) {
        return session.createNativeQuery(CHANGES, Object[].class)
                .setParameter("domain", domain.value())
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("most", MAX_ROWS)
                .getResultList()
                .map(rows -> rows.reversed().stream()
                        .map(row -> new DomainChange(
                                DomainChange.Kind.valueOf((String) row[0]),
                                (String) row[1],
                                (String) row[2],
                                (String) row[3],
                                Times.instant(row[4]),
                                Times.instant(row[5])))
                        .toList());
    }

    /** What changed about a domain and its hosts, the earliest first; the latest 500. */
    public Uni<StoreResult<List<DomainChange>>> changes(DomainName domain, Instant from, Instant to) {
        return database.inTransaction(session -> changes(session, domain, from, to));
    }

    private static Uni<List<Part>> parts(Mutiny.Session session, Incident incident) {
        return session.createNativeQuery(PARTS, Object[].class)
                .setParameter("domain", incident.cluster().domain().value())
                .setParameter("host", incident.cluster().mxHost())
                .setParameter("type", incident.cluster().resultType())
                .setParameter("from", incident.episode().firstDay())
                .setParameter("to", incident.episode().lastDay())
                .setParameter("most", MAX_ROWS)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Part(LocalDate.parse((String) row[0]), (String) row[1], (Long) row[2]))
                        .toList());
    }

    /** What senders report of whom nothing is known, from a day on; of one domain where it is given. */
    public Uni<StoreResult<List<UnverifiedFailure>>> unverified(Optional<DomainName> domain, LocalDate from) {
        return database.inTransaction(session -> session.createNativeQuery(UNVERIFIED, Object[].class)
                .setParameter("domain", domain.map(DomainName::value).orElse(""))
                .setParameter("from", from)
                .setParameter("most", MAX_UNVERIFIED)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new UnverifiedFailure(
                                new DomainName((String) row[0]),
                                (String) row[1],
                                (String) row[2],
                                LocalDate.parse((String) row[3]),
                                LocalDate.parse((String) row[4]),
                                (Long) row[5],
                                (Long) row[6]))
                        .toList()));
    }

    /** How many there are in each state that is not the end, by the state's word. */
    public Uni<StoreResult<Map<String, Long>>> counts() {
        return database.inTransaction(session -> session.createNativeQuery(
                        "select state, count(*) from incident where state <> 'CLOSED' group by state", Object[].class)
                .getResultList()
                .map(rows -> {
                    Map<String, Long> counts = new HashMap<>();
                    rows.forEach(row -> counts.put(
                            ((String) row[0]).toLowerCase(Locale.ROOT).replace('_', '-'), (Long) row[1]));
                    return counts;
                }));
    }
}
