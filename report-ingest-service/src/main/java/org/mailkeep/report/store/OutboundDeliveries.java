package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.DeliveryState;

/** Reports on their way. */
@ApplicationScoped
public class OutboundDeliveries {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final String CLAIM = """
            update outbound_delivery as one
            set leased_until = :until, attempts = attempts + 1, last_attempt_at = :now,
                first_attempt_at = coalesce(first_attempt_at, :now)
            from outbound_report r
            where r.id = one.report and one.id in (select id from outbound_delivery
                where state = 'WAITING' and due_at <= :now and leased_until <= :now
                order by due_at limit :many for update skip locked)
            returning cast(one.id as text), one.destination, one.attempts, one.first_attempt_at, r.domain, r.report_id,
                r.file_name, r.built_at, r.body,
                exists (select 1 from outbound_suppression s where s.domain = r.domain)
            """;

    private static final String RECORD = """
            update outbound_delivery set state = :state, due_at = :due, leased_until = :due,
                status = cast(nullif(cast(:status as text), '') as integer),
                reply = nullif(cast(:reply as text), '')
            where id = :id and state = 'WAITING'
            """;

    private static final String COUNT_MAIL = """
            insert into outbound_mail as known (domain, day, mails) values (:domain, :day, 1)
            on conflict (domain, day) do update set mails = known.mails + 1
            """;

    private static final String PRUNE = "delete from outbound_report where day < :before";

    private final Database database;

    OutboundDeliveries(Database database) {
        this.database = database;
    }

    /**
     * A report to be sent to one destination.
     *
     * @param attempts including this one
     * @param firstAttempt when the first one was
     * @param suppressed the domain gets no reports any more
     */
    public record Claimed(
            UUID id,
            String destination,
            int attempts,
            Instant firstAttempt,
            DomainName domain,
            String reportId,
            String fileName,
            Instant builtAt,
            Body file,
            boolean suppressed) {}

    /** Takes some that are due and that nobody is at. */
    public Uni<StoreResult<List<Claimed>>> claim(int many, Instant now, Instant leasedUntil) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("many", many)
                        .setParameter("now", now)
                        .setParameter("until", leasedUntil)
                        .getResultList()
                        .map(rows ->
                                rows.stream().map(OutboundDeliveries::claimed).toList()));
    }

    private static Claimed claimed(Object[] row) {
        return new Claimed(
                UUID.fromString((String) row[0]),
                (String) row[1],
                (Integer) row[2],
                Times.instant(row[3]),
                new DomainName((String) row[4]),
                (String) row[5],
                (String) row[6],
                Times.instant(row[7]),
                Body.of((byte[]) row[8]),
                (Boolean) row[9]);
    }

    /**
     * Keeps what came of an attempt.
     *
     * @param due of the next attempt, where one follows
     */
    public Uni<StoreResult<Integer>> record(
            UUID id, DeliveryState state, Instant due, Optional<Integer> status, String reply) {
        return database.inTransaction(session -> session.createNativeQuery(RECORD)
                .setParameter("id", id)
                .setParameter("state", state.name())
                .setParameter("due", due)
                .setParameter("status", status.map(String::valueOf).orElse(""))
                .setParameter("reply", reply)
                .executeUpdate());
    }

    /** A report mail is about to go to a mailbox of the domain: sessions with it may be about nothing else. */
    public Uni<StoreResult<Integer>> countMail(DomainName mailbox, Instant now) {
        return database.inTransaction(session -> session.createNativeQuery(COUNT_MAIL)
                .setParameter("domain", mailbox.value())
                .setParameter("day", LocalDate.ofInstant(now, ZoneOffset.UTC))
                .executeUpdate());
    }

    /** How many reports are to be sent or tried again, each destination counted. */
    public Uni<StoreResult<Long>> waiting() {
        return database.inTransaction(session -> session.createNativeQuery(
                        "select count(*) from outbound_delivery where state = 'WAITING'", Long.class)
                .getSingleResult());
    }

    /** Deletes old reports with what became of them. */
    public Uni<StoreResult<Integer>> prune(LocalDate before) {
        return database.inTransaction(
                LIMIT,
                session -> session.createNativeQuery(PRUNE)
                        .setParameter("before", before)
                        .executeUpdate());
    }
}
