package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.outbound.Suppression;

/** Domains that get no reports from us. */
@ApplicationScoped
public class SuppressionRepository {

    /** The operator's own entries. */
    private static final int MAX = 10_000;

    private static final String PUT = """
            insert into outbound_suppression (domain, reason, since) values (:domain, :reason, :since)
            on conflict (domain) do update set reason = excluded.reason
            """;

    private static final String LIST =
            "select domain, reason, since from outbound_suppression order by domain limit :many";

    private final Database database;

    SuppressionRepository(Database database) {
        this.database = database;
    }

    public Uni<StoreResult<Integer>> put(Suppression suppression) {
        return database.inTransaction(session -> session.createNativeQuery(PUT)
                .setParameter("domain", suppression.domain().value())
                .setParameter("reason", suppression.reason())
                .setParameter("since", suppression.since())
                .executeUpdate());
    }

    /** How many there were. */
    public Uni<StoreResult<Integer>> delete(DomainName domain) {
        return database.inTransaction(
                session -> session.createNativeQuery("delete from outbound_suppression where domain = :domain")
                        .setParameter("domain", domain.value())
                        .executeUpdate());
    }

    /** By domain. */
    public Uni<StoreResult<List<Suppression>>> list() {
        return database.inTransaction(session -> session.createNativeQuery(LIST, Object[].class)
                .setParameter("many", MAX)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Suppression(
                                new DomainName((String) row[0]), (String) row[1], Times.instant(row[2])))
                        .toList()));
    }
}
