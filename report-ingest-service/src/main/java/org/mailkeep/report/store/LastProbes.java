package org.mailkeep.report.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.ProbeCompleted;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Database;
import org.mailkeep.platform.store.StoreResult;

/** What policy-service saw last of our domains, as its events told. */
@ApplicationScoped
public class LastProbes {

    /** A host takes mail for any number of domains; what the latest probes saw of it will do. */
    private static final int MAX_DOMAINS = 50;

    private static final String OF_DOMAIN = "select cast(event as text) from last_probe where domain = :domain";

    private static final String OF_HOST = """
            select cast(event as text) from last_probe
            where event @> cast(cast(:containing as text) as jsonb) order by at desc limit :most
            """;

    private final Database database;

    LastProbes(Database database) {
        this.database = database;
    }

    /** The last probe of a domain. */
    public Uni<StoreResult<Optional<ProbeCompleted>>> of(DomainName domain) {
        return database.inTransaction(session -> session.createNativeQuery(OF_DOMAIN, String.class)
                .setParameter("domain", domain.value())
                .getResultList()
                .map(found -> read(found).stream().findFirst()));
    }

    /**
     * The last probes of the domains whose mail a host takes, the latest first.
     *
     * @param host in lower case
     */
    public Uni<StoreResult<List<ProbeCompleted>>> ofHost(String host) {
        String containing = ReportWriter.json(Map.of("hosts", List.of(Map.of("host", host))));
        return database.inTransaction(session -> session.createNativeQuery(OF_HOST, String.class)
                .setParameter("containing", containing)
                .setParameter("most", MAX_DOMAINS)
                .getResultList()
                .map(LastProbes::read));
    }

    private static List<ProbeCompleted> read(List<String> events) {
        return events.stream()
                .flatMap(event -> EventJson.read(event, ProbeCompleted.class).stream())
                .toList();
    }
}
