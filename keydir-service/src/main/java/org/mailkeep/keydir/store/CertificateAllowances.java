package org.mailkeep.keydir.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** For how many host names a certificate was allowed on a day, over all replicas. */
@ApplicationScoped
public class CertificateAllowances {

    /** Any number will do, as long as nothing else in this database uses it. */
    private static final long LOCK = 0x746c7361736bL;

    private static final String ALLOW = """
            insert into certificate_allowance (day, host)
            select :day, :host
            where (select count(*) from certificate_allowance where day = :day) < :limit
            on conflict do nothing
            """;

    private static final String IS_ALLOWED = """
            select count(*) from certificate_allowance where day = :day and host = :host
            """;

    private final Database database;

    CertificateAllowances(Database database) {
        this.database = database;
    }

    /** Whether a host name is among the first {@code limit} of the day; asking again for the same one costs nothing. */
    public Uni<StoreResult<Boolean>> allow(DomainName host, LocalDate day, int limit) {
        return database.inTransaction(session -> session.createNativeQuery(
                        "select cast(pg_advisory_xact_lock(:lock) as text)", String.class)
                .setParameter("lock", LOCK)
                .getSingleResult()
                .chain(() -> session.createNativeQuery("delete from certificate_allowance where day < :day")
                        .setParameter("day", day)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(ALLOW)
                        .setParameter("day", day)
                        .setParameter("host", host.value())
                        .setParameter("limit", limit)
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(IS_ALLOWED, Long.class)
                        .setParameter("day", day)
                        .setParameter("host", host.value())
                        .getSingleResult())
                .map(count -> count > 0));
    }
}
