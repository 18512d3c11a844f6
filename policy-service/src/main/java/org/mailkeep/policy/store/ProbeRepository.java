package org.mailkeep.policy.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.probe.DomainProbe;

/** The last probe of each domain. */
@ApplicationScoped
public class ProbeRepository {

    /** As text first: the client would write a text for jsonb as a JSON string. */
    private static final String SAVE = """
            insert into domain_probe as known (domain, at, probe) values (:domain, :at, cast(cast(:probe as text) as jsonb))
            on conflict (domain) do update set at = excluded.at, probe = excluded.probe where known.at <= excluded.at
            """;

    private final Database database;
    private final Outbox outbox;

    ProbeRepository(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    public Uni<StoreResult<Optional<DomainProbe>>> last(DomainName domain) {
        return database.inTransaction(session -> session.find(ProbeRow.class, domain.value())
                .map(row -> Optional.ofNullable(row).map(found -> ProbeDocument.read(found.probe))));
    }

    /** Stores a probe and writes the event that tells of it; an older one does not replace a newer one. */
    public Uni<StoreResult<Integer>> save(DomainProbe probe, Outbox.Message event) {
        return database.inTransaction(session -> session.createNativeQuery(SAVE)
                .setParameter("domain", probe.domain().value())
                .setParameter("at", probe.at())
                .setParameter("probe", ProbeDocument.write(probe))
                .executeUpdate()
                .call(() -> outbox.append(session, event)));
    }
}
