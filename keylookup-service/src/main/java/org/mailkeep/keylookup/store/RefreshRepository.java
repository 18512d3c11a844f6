package org.mailkeep.keylookup.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** Which certificates are due to be refreshed, shared by the replicas: each is taken by one of them. */
@ApplicationScoped
public class RefreshRepository {

    private static final String CLAIM = """
            update certificate set lease_until = :until where fingerprint in (
                select fingerprint from certificate
                where refresh_at <= :now and (lease_until is null or lease_until <= :now)
                order by refresh_at limit :count for update skip locked)
            returning fingerprint
            """;

    private final Database database;

    RefreshRepository(Database database) {
        this.database = database;
    }

    /**
     * Takes some that are due; nobody else gets them for a while.
     *
     * @param lease how long it takes at most
     */
    public Uni<StoreResult<List<Fingerprint>>> claim(Instant now, Duration lease, int count) {
        return database.inTransaction(session -> session.createNativeQuery(CLAIM, String.class)
                .setParameter("now", now)
                .setParameter("until", now.plus(lease))
                .setParameter("count", count)
                .getResultList()
                .map(found -> found.stream().map(Fingerprint::new).toList()));
    }

    /**
     * Notes when a certificate is to be refreshed next.
     *
     * @param asked whether keyservers answered now
     */
    public Uni<StoreResult<Integer>> done(Fingerprint certificate, Instant now, Instant next, boolean asked) {
        return database.inTransaction(session -> session.createNativeQuery("""
                        update certificate set refresh_at = :next, lease_until = null,
                            refreshed_at = case when :asked then :now else refreshed_at end
                        where fingerprint = :certificate
                        """)
                .setParameter("next", next)
                .setParameter("asked", asked)
                .setParameter("now", now)
                .setParameter("certificate", certificate.hex())
                .executeUpdate());
    }
}
