package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.mailkeep.contracts.DomainName;

/** Keeps others from being told the same of a domain too often, whichever replica tells it. */
final class Notices {

    private static final String TELL = """
            insert into notice as known (domain, kind, told_at) values (:domain, :kind, :now)
            on conflict (domain, kind) do update set told_at = excluded.told_at where known.told_at <= :before
            """;

    private Notices() {}

    /** Whether it may be told now; then it may not for as long as {@code pause}. */
    static Uni<Boolean> mayTell(Mutiny.Session session, DomainName domain, String kind, Instant now, Duration pause) {
        return session.createNativeQuery(TELL)
                .setParameter("domain", domain.value())
                .setParameter("kind", kind)
                .setParameter("now", now)
                .setParameter("before", now.minus(pause))
                .executeUpdate()
                .map(rows -> rows > 0);
    }
}
