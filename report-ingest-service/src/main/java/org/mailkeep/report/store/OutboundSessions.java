package org.mailkeep.report.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.outbound.DayCounts;
import org.mailkeep.report.domain.outbound.DayEnd;
import org.mailkeep.report.domain.outbound.DayRoom;
import org.mailkeep.report.domain.outbound.DayRoom.FailureId;
import org.mailkeep.report.domain.outbound.DeliverySession;
import org.mailkeep.report.domain.outbound.SessionTally;

/** Counts what our mail servers met. */
@ApplicationScoped
public class OutboundSessions {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Days of domains that are looked at together; what is known of them is in memory meanwhile. */
    private static final int CHUNK = 100;

    private static final String CLAIM = """
            insert into outbound_counted (id, at)
            select id, cast(:now as timestamptz) from jsonb_array_elements_text(cast(cast(:ids as text) as jsonb)) as ids (id)
            order by id on conflict (id) do nothing returning id
            """;

    private static final String LOCK = """
            insert into outbound_day as known (domain, day, state, due_at, attempts, leased_until)
            select domain, cast(day as date), 'OPEN', cast("dueAt" as timestamptz), 0, cast(:now as timestamptz)
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (domain text, day text, "dueAt" text)
            order by domain, day
            on conflict (domain, day) do update set due_at = known.due_at
            """;

    private static final String KNOWN = """
            select domain, cast(day as text), policy_key, cast(null as text) from outbound_policy
            where (domain, day) in (select domain, cast(day as date)
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (domain text, day text))
            union all
            select domain, cast(day as text), policy_key, failure_key from outbound_failure
            where (domain, day) in (select domain, cast(day as date)
                from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (domain text, day text))
            """;

    private static final String POLICIES = """
            insert into outbound_policy as known
                (domain, day, policy_key, policy_type, policy_strings, mx_hosts, succeeded)
            select domain, cast(day as date), "policyKey", type, cast(strings as text), cast("mxHosts" as text), succeeded
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (domain text, day text,
                "policyKey" text, type text, strings jsonb, "mxHosts" jsonb, succeeded bigint)
            on conflict (domain, day, policy_key) do update set succeeded = known.succeeded + excluded.succeeded
            """;

    private static final String FAILURES = """
            insert into outbound_failure as known (domain, day, policy_key, failure_key, result_type, sending_mta_ip,
                receiving_mx_hostname, receiving_mx_helo, receiving_ip, additional_information, failure_reason_code,
                sessions)
            select domain, cast(day as date), "policyKey", "failureKey", "resultType", "sendingMtaIp",
                "receivingMxHostname", "receivingMxHelo", "receivingIp", "additionalInformation", "failureReasonCode",
                sessions
            from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as row (domain text, day text,
                "policyKey" text, "failureKey" text, "resultType" text, "sendingMtaIp" text,
                "receivingMxHostname" text, "receivingMxHelo" text, "receivingIp" text,
                "additionalInformation" text, "failureReasonCode" text, sessions bigint)
            on conflict (domain, day, policy_key, failure_key)
                do update set sessions = known.sessions + excluded.sessions
            """;

    private static final String PRUNE_COUNTED = "delete from outbound_counted where at < :before";

    private static final String PRUNE_DAYS = """
            with gone as (delete from outbound_day where day < :before returning domain, day),
            policies as (delete from outbound_policy p using gone g where p.domain = g.domain and p.day = g.day),
            failures as (delete from outbound_failure f using gone g where f.domain = g.domain and f.day = g.day),
            mails as (delete from outbound_mail where day < :before)
            select count(*) from gone
            """;

    private final Database database;

    OutboundSessions(Database database) {
        this.database = database;
    }

    private record DayLine(String domain, String day, String dueAt) {}

    private record PolicyLine(
            String domain,
            String day,
            String policyKey,
            String type,
            List<String> strings,
            List<String> mxHosts,
            long succeeded) {}

    private record FailureLine(
            String domain,
            String day,
            String policyKey,
            String failureKey,
            String resultType,
            Optional<String> sendingMtaIp,
            Optional<String> receivingMxHostname,
            Optional<String> receivingMxHelo,
            Optional<String> receivingIp,
            Optional<String> additionalInformation,
            Optional<String> failureReasonCode,
            long sessions) {}

    private record Day(String domain, String day) {

        static Day of(DayCounts counts) {
            return new Day(counts.domain().value(), counts.day().toString());
        }
    }

    /**
     * Counts a batch, unless it was counted before.
     *
     * @param id of the batch, at most 100 characters
     * @return whether it is new
     */
    public Uni<StoreResult<Boolean>> add(String id, SessionTally tally, DayEnd end, Instant now) {
        return add(List.of(id), _ -> tally, end, now).map(result -> switch (result) {
            case StoreResult.Done<Integer>(Integer counted) -> new StoreResult.Done<>(counted == 1);
            case StoreResult.Unavailable<Integer>(String why, boolean mayReturn) ->
                new StoreResult.Unavailable<>(why, mayReturn);
        });
    }

    /**
     * Counts those sessions whose ids were not counted before.
     *
     * @return how many ids are new
     */
    public Uni<StoreResult<Integer>> add(Map<String, DeliverySession> sessions, DayEnd end, Instant now) {
        return add(
                sessions.keySet(),
                fresh -> {
                    var tally = new SessionTally();
                    sessions.forEach((id, session) -> {
                        if (fresh.contains(id)) {
                            tally.add(session);
                        }
                    });
                    return tally;
                },
                end,
                now);
    }

    private Uni<StoreResult<Integer>> add(
            Collection<String> ids, Function<Set<String>, SessionTally> tally, DayEnd end, Instant now) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(CLAIM, String.class)
                        .setParameter("ids", ReportWriter.json(ids))
                        .setParameter("now", now)
                        .getResultList()
                        .flatMap(fresh -> count(
                                        session,
                                        fresh.isEmpty()
                                                ? List.of()
                                                : tally.apply(new HashSet<>(fresh))
                                                        .days(),
                                        end,
                                        now)
                                .replaceWith(fresh.size())));
    }

    /** The days come in order, so that two transactions cannot wait for each other. */
    private static Uni<Void> count(Mutiny.Session session, List<DayCounts> days, DayEnd end, Instant now) {
        var chunks = new ArrayList<List<DayCounts>>();
        for (int from = 0; from < days.size(); from += CHUNK) {
            chunks.add(days.subList(from, Math.min(days.size(), from + CHUNK)));
        }
        return Multi.createFrom()
                .iterable(chunks)
                .onItem()
                .transformToUniAndConcatenate(chunk -> countChunk(session, chunk, end, now))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Void> countChunk(Mutiny.Session session, List<DayCounts> days, DayEnd end, Instant now) {
        String rows = ReportWriter.json(days.stream()
                .map(one -> new DayLine(
                        one.domain().value(),
                        one.day().toString(),
                        end.reportable(one.day()).toString()))
                .toList());
        return session.createNativeQuery(LOCK)
                .setParameter("rows", rows)
                .setParameter("now", now)
                .executeUpdate()
                .flatMap(_ -> session.createNativeQuery(KNOWN, Object[].class)
                        .setParameter("rows", rows)
                        .getResultList())
                .flatMap(known -> write(session, fit(days, known)));
    }

    private static List<DayCounts> fit(List<DayCounts> days, List<Object[]> known) {
        Map<Day, Set<String>> policies = new HashMap<>();
        Map<Day, Set<FailureId>> failures = new HashMap<>();
        for (Object[] row : known) {
            var day = new Day((String) row[0], (String) row[1]);
            String policy = (String) row[2];
            if (row[3] == null) {
                policies.computeIfAbsent(day, _ -> new HashSet<>()).add(policy);
            } else {
                failures.computeIfAbsent(day, _ -> new HashSet<>()).add(new FailureId(policy, (String) row[3]));
            }
        }
        return days.stream()
                .map(one -> new DayRoom(
                                policies.getOrDefault(Day.of(one), Set.of()),
                                failures.getOrDefault(Day.of(one), Set.of()))
                        .fit(one))
                .toList();
    }

    private static Uni<Void> write(Mutiny.Session session, List<DayCounts> days) {
        var policies = new ArrayList<PolicyLine>();
        var failures = new ArrayList<FailureLine>();
        for (DayCounts one : days) {
            var day = Day.of(one);
            for (DayCounts.PolicyCounts counts : one.policies()) {
                String key = counts.policy().key();
                policies.add(new PolicyLine(
                        day.domain(),
                        day.day(),
                        key,
                        counts.policy().type(),
                        counts.policy().strings(),
                        counts.policy().mxHosts(),
                        counts.succeeded()));
                counts.failures().forEach(failure -> failures.add(line(day, key, failure)));
            }
        }
        return update(session, POLICIES, policies).flatMap(_ -> update(session, FAILURES, failures));
    }

    private static FailureLine line(Day day, String policyKey, DayCounts.FailureCount failure) {
        var kind = failure.kind();
        return new FailureLine(
                day.domain(),
                day.day(),
                policyKey,
                kind.key(),
                kind.resultType(),
                kind.sendingMtaIp(),
                kind.receivingMxHostname(),
                kind.receivingMxHelo(),
                kind.receivingIp(),
                kind.additionalInformation(),
                kind.failureReasonCode(),
                failure.sessions());
    }

    private static Uni<Void> update(Mutiny.Session session, String statement, List<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session.createNativeQuery(statement)
                        .setParameter("rows", ReportWriter.json(rows))
                        .executeUpdate()
                        .replaceWithVoid();
    }

    /**
     * Forgets the counts of old days, and which batches were counted.
     *
     * @param before the first day that is kept
     * @param counted batches from then on are remembered
     */
    public Uni<StoreResult<Integer>> prune(LocalDate before, Instant counted) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(PRUNE_COUNTED)
                        .setParameter("before", counted)
                        .executeUpdate()
                        .flatMap(_ -> session.createNativeQuery(PRUNE_DAYS, Long.class)
                                .setParameter("before", before)
                                .getSingleResult())
                        .map(Long::intValue));
    }
}
