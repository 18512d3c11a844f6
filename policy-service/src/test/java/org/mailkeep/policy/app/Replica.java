package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.events.OutboxRelay;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.store.PolicyRepository;

/** One more replica in this JVM: what it remembers is its own, the store it shares with the others. */
final class Replica {

    static final Duration LEASE = Duration.ofSeconds(15);

    final AtomicInteger evaluations = new AtomicInteger();
    final PolicyMemory memory;
    final PendingWrites pending = new PendingWrites();
    final LookupStatistics statistics = new LookupStatistics();
    final SharedEvaluation shared;
    final PolicyLookup lookup;
    final RefreshPolicy refresh;
    final PurgePolicy purge;
    final WritePending write;

    Replica(
            SharedEvaluation.Evaluation evaluation,
            PolicyRepository repository,
            OutboxRelay relay,
            HostMemory hosts,
            Overrides overrides,
            PolicyConfig config,
            Clock clock) {
        SharedEvaluation.Evaluation counted = (domain, previous, anew) -> {
            evaluations.incrementAndGet();
            return evaluation.evaluate(domain, previous, anew);
        };
        memory = new PolicyMemory(config, clock, new Random(1));
        shared = new SharedEvaluation(counted, repository, memory, pending, relay, clock, LEASE);
        lookup = new PolicyLookup(memory, hosts, shared, overrides, statistics, clock);
        refresh = new RefreshPolicy(shared);
        purge = new PurgePolicy(repository, memory, shared, pending, relay, clock);
        write = new WritePending(pending, repository, memory, relay, clock);
    }

    TlsPolicy find(DomainName domain) {
        return await(lookup.lookup(domain));
    }

    Optional<TlsPolicy> last(DomainName domain) {
        return memory.last(domain);
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(10));
    }
}
