package org.mailkeep.keydir.app;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.store.DomainRepository;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.platform.store.StoreResult;

/**
 * For which domains this replica answers, in memory: own domains, and customers' that are proven now. It follows the events,
 * and looks into the store from time to time.
 */
@ApplicationScoped
public class ServedDomains {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(ServedDomains.class);

    private final Migration migration;
    private final DomainRepository domains;
    private final Set<DomainName> served = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean loaded = new AtomicBoolean();

    ServedDomains(Migration migration, DomainRepository domains) {
        this.migration = migration;
        this.domains = domains;
    }

    /** Whether the directory answers for this domain now. */
    public boolean serves(DomainName domain) {
        return served.contains(domain);
    }

    /** All of them; the view changes with them. */
    public Set<DomainName> all() {
        return java.util.Collections.unmodifiableSet(served);
    }

    /** Whether the store was read at least once. */
    public boolean isLoaded() {
        return loaded.get();
    }

    /** A domain is served from now on. */
    public void add(DomainName domain) {
        served.add(domain);
    }

    /** A domain is not served any more. */
    public void remove(DomainName domain) {
        served.remove(domain);
    }

    /** Reads the store; yields whether it could. What was known before stays while it cannot. */
    public Uni<Boolean> reload() {
        return domains.served().map(result -> switch (result) {
            case StoreResult.Done<Set<DomainName>>(Set<DomainName> current) -> {
                served.addAll(current);
                served.retainAll(current);
                loaded.set(true);
                yield true;
            }
            case StoreResult.Unavailable<Set<DomainName>> _ -> false;
        });
    }

    void start(@Observes StartupEvent event) {
        migration
                .whenDone()
                .chain(this::reloadUntilDone)
                .subscribe()
                .with(_ -> {}, failure -> LOG.error("The served domains could not be read", failure));
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> refresh() {
        return reload().replaceWithVoid();
    }

    private Uni<Boolean> reloadUntilDone() {
        return reload().flatMap(done -> done
                ? Uni.createFrom().item(true)
                : Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE).chain(this::reloadUntilDone));
    }
}
