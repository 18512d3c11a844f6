package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.context.CallersContext;
import org.mailkeep.policy.app.LookupStatistics.Source;
import org.mailkeep.policy.app.SharedEvaluation.Found;
import org.mailkeep.policy.app.SharedEvaluation.Need;
import org.mailkeep.policy.domain.Decision;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** The TLS policy of a domain or a host: from memory, else from the store, else evaluated now. */
@ApplicationScoped
public class PolicyLookup {

    private static final String REASON = "lookup";

    private final PolicyMemory memory;
    private final HostMemory hosts;
    private final SharedEvaluation shared;
    private final Overrides overrides;
    private final LookupStatistics statistics;
    private final Clock clock;

    PolicyLookup(
            PolicyMemory memory,
            HostMemory hosts,
            SharedEvaluation shared,
            Overrides overrides,
            LookupStatistics statistics,
            Clock clock) {
        this.memory = memory;
        this.hosts = hosts;
        this.shared = shared;
        this.overrides = overrides;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** The policy if it is in memory and fresh; asks nobody and counts as a use. */
    public @Nullable TlsPolicy remembered(DomainName domain) {
        TlsPolicy policy = memory.fresh(domain);
        if (policy == null) {
            return null;
        }
        TlsPolicy told = overrides.applyTo(policy);
        statistics.count(Source.MEMORY, told.decision().effective());
        return told;
    }

    /** What an operator decided about the domain; null where nobody did. */
    public @Nullable OperatorOverride override(DomainName domain) {
        return overrides.active(domain);
    }

    /**
     * The policy, however it is to be had. Fails only when the evaluation does not come to an end, or for a bug. The
     * answer comes on the Vert.x context of whoever subscribes, if there is one.
     */
    public Uni<TlsPolicy> lookup(DomainName domain) {
        return Uni.createFrom().deferred(() -> {
            TlsPolicy known = remembered(domain);
            return known == null ? find(domain) : Uni.createFrom().item(known);
        });
    }

    /** The answer for one host that is addressed directly; as {@link #lookup}. */
    public Uni<Decision> lookupHost(DomainName host, int port) {
        return Uni.createFrom().deferred(() -> {
            Decision known = hosts.fresh(host, port);
            if (known != null) {
                statistics.count(Source.MEMORY, known.effective());
                return Uni.createFrom().item(known);
            }
            var asked = new Asked();
            return CallersContext.comeBackWith(hosts.find(host, port, asked::joined))
                    .invoke(decision -> statistics.count(asked.source(Source.EVALUATED), decision.effective()));
        });
    }

    /** The policy as the domain's own records make it, whatever an operator decided. */
    Uni<TlsPolicy> evaluated(DomainName domain) {
        return Uni.createFrom().deferred(() -> {
            TlsPolicy known = memory.fresh(domain);
            return known == null
                    ? CallersContext.comeBackWith(shared.join(need(domain), () -> {}))
                            .map(Found::policy)
                    : Uni.createFrom().item(known);
        });
    }

    private Uni<TlsPolicy> find(DomainName domain) {
        var asked = new Asked();
        // Those who wait for one evaluation may sit on different event loops.
        return CallersContext.comeBackWith(shared.join(need(domain), asked::joined))
                .map(found -> {
                    TlsPolicy told = overrides.applyTo(found.policy());
                    statistics.count(
                            asked.source(found.source()), told.decision().effective());
                    return told;
                });
    }

    private Need need(DomainName domain) {
        return new Need(domain, clock.instant(), false, REASON);
    }

    /** Whether a question had to begin something or found it begun. */
    private static final class Asked {
        private boolean joined;

        void joined() {
            joined = true;
        }

        Source source(Source begun) {
            return joined ? Source.WAITED : begun;
        }
    }
}
