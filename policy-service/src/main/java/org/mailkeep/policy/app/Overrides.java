package org.mailkeep.policy.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;
import org.mailkeep.policy.store.OverrideRepository;

/** The overrides that this replica knows, in memory: every answer passes here. */
@ApplicationScoped
public class Overrides {

    private final OverrideRepository repository;
    private final Clock clock;
    private volatile Map<DomainName, OperatorOverride> known = Map.of();

    Overrides(OverrideRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** The override that applies to the domain now; null where there is none, as for nearly every domain. */
    public @Nullable OperatorOverride active(DomainName domain) {
        Map<DomainName, OperatorOverride> current = known;
        if (current.isEmpty()) {
            return null;
        }
        OperatorOverride override = current.get(domain);
        return override != null && override.isActive(clock.instant()) ? override : null;
    }

    /** How many there are. */
    public long size() {
        return known.size();
    }

    /** The policy as mail servers are to be told it. */
    TlsPolicy applyTo(TlsPolicy policy) {
        OperatorOverride override = active(policy.domain());
        return override == null ? policy : override.applyTo(policy);
    }

    /** Also right after a change; other replicas hear of it by an event, and here at the latest. */
    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> load() {
        return repository.all().invoke(this::take).replaceWithVoid();
    }

    private void take(StoreResult<List<OperatorOverride>> result) {
        if (result instanceof StoreResult.Done<List<OperatorOverride>>(List<OperatorOverride> all)) {
            Instant now = clock.instant();
            known = all.stream()
                    .filter(override -> override.isActive(now))
                    .collect(Collectors.toUnmodifiableMap(OperatorOverride::domain, override -> override));
        }
    }
}
