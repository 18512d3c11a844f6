package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.incident.DigestWeek;
import org.mailkeep.report.domain.stored.Digest;

/** Which weeks' digests were sent, and what goes into one. */
@ApplicationScoped
public class DigestRepository {

    private static final int MAX_DOMAINS = 500;

    /** Of all replicas one gets the week, until it has sent the digest or is taken for dead. */
    private static final String TAKE = """
            insert into digest as known (week, until) values (:week, :until)
            on conflict (week) do update set until = excluded.until where known.sent_at is null and known.until <= :now
            """;

    private static final String SESSIONS = """
            select domain, cast(sum(succeeded) as bigint), cast(sum(failed) as bigint) from daily_tls
            where verified and day between :from and :to
            group by domain order by 3 desc, 1 limit :most
            """;

    private final Database database;

    DigestRepository(Database database) {
        this.database = database;
    }

    /** Whether the caller is to send the digest of a week. */
    public Uni<StoreResult<Boolean>> take(DigestWeek week, Instant now, Instant until) {
        return database.inTransaction(session -> session.createNativeQuery(TAKE)
                .setParameter("week", week.monday())
                .setParameter("until", until)
                .setParameter("now", now)
                .executeUpdate()
                .map(rows -> rows > 0));
    }

    /** It is sent. */
    public Uni<StoreResult<Integer>> sent(DigestWeek week, Instant now) {
        return database.inTransaction(
                session -> session.createNativeQuery("update digest set sent_at = :now where week = :week")
                        .setParameter("now", now)
                        .setParameter("week", week.monday())
                        .executeUpdate());
    }

    /** The sessions of the week by domain, the most failures first. */
    public Uni<StoreResult<List<Digest.Sessions>>> sessions(DigestWeek week) {
        return database.inTransaction(session -> session.createNativeQuery(SESSIONS, Object[].class)
                .setParameter("from", week.monday())
                .setParameter("to", week.sunday())
                .setParameter("most", MAX_DOMAINS)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Digest.Sessions(new DomainName((String) row[0]), (Long) row[1], (Long) row[2]))
                        .toList()));
    }
}
