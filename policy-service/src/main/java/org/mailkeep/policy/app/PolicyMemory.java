package org.mailkeep.policy.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.config.PolicyConfig;
import org.mailkeep.policy.domain.TlsPolicy;

/**
 * The policies that this replica remembers: those that protect something bounded by the memory they take, the others by
 * their number, so that junk domains cannot push out what protects mail.
 */
@ApplicationScoped
class PolicyMemory {

    /** Longer than any evaluation that may have begun before a purge. */
    private static final Duration FORGOTTEN_LIFE = Duration.ofMinutes(10);

    private static final long MAX_FORGOTTEN = 20_000;

    private final Clock clock;
    private final RandomGenerator random;
    private final Cache<DomainName, RememberedPolicy> policies;
    private final Cache<DomainName, RememberedPolicy> negatives;
    private final Cache<DomainName, Forgotten> forgotten;

    PolicyMemory(PolicyConfig config, Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        policies = Caffeine.newBuilder()
                .maximumWeight(config.cacheKilobytes() * 1024)
                .weigher((DomainName _, RememberedPolicy entry) -> PolicyWeight.of(entry.policy()))
                .build();
        negatives =
                Caffeine.newBuilder().maximumSize(config.negativeCacheSize()).build();
        forgotten = Caffeine.newBuilder()
                .maximumSize(MAX_FORGOTTEN)
                .expireAfterWrite(FORGOTTEN_LIFE)
                .build();
    }

    /** From when on, and up to which version, a domain's policies are not to be remembered. */
    private record Forgotten(long olderThan, Instant at) {

        /** What was stored is judged by its version, what was never stored by when its evaluation began. */
        boolean forbids(TlsPolicy policy, Instant begun) {
            return policy.version() > 0 ? policy.version() < olderThan : !begun.isAfter(at);
        }
    }

    /** What may be answered at once; counts as a use. */
    @Nullable TlsPolicy fresh(DomainName domain) {
        RememberedPolicy entry = entry(domain);
        long now = clock.millis();
        if (entry == null || !entry.isFresh(now)) {
            return null;
        }
        entry.use(now);
        return entry.policy();
    }

    /** What is remembered, expired or not. */
    Optional<TlsPolicy> last(DomainName domain) {
        return Optional.ofNullable(entry(domain)).map(RememberedPolicy::policy);
    }

    /**
     * Remembers a policy, unless the domain was to be forgotten meanwhile.
     *
     * @param begun when it began to be found out
     */
    void remember(TlsPolicy policy, Instant begun) {
        Forgotten line = forgotten.getIfPresent(policy.domain());
        if (line != null && line.forbids(policy, begun)) {
            return;
        }
        RememberedPolicy before = entry(policy.domain());
        long lastUsedAt = before == null ? clock.millis() : before.lastUsedAt();
        put(new RememberedPolicy(policy, clock.instant(), lastUsedAt, random));
        // A purge may have come in between.
        Forgotten later = forgotten.getIfPresent(policy.domain());
        if (later != null && later.forbids(policy, begun)) {
            remove(policy.domain());
        }
    }

    /** Takes in a policy from the store that nobody asked for yet; what is there already stays. */
    void warm(TlsPolicy policy) {
        Forgotten line = forgotten.getIfPresent(policy.domain());
        if (entry(policy.domain()) == null && (line == null || !line.forbids(policy, Instant.MIN))) {
            put(new RememberedPolicy(policy, clock.instant(), 0, random));
        }
    }

    /** Gives the policy that is remembered the version under which it was stored meanwhile. */
    void stored(TlsPolicy policy) {
        last(policy.domain())
                .filter(known -> known.evaluatedAt().equals(policy.evaluatedAt()))
                .ifPresent(_ -> remember(policy, policy.evaluatedAt()));
    }

    /** Forgets what is older than {@code version}, also what is still being found out. */
    void forgetOlderThan(DomainName domain, long version) {
        forgotten
                .asMap()
                .merge(
                        domain,
                        new Forgotten(version, clock.instant()),
                        (known, now) -> new Forgotten(Math.max(known.olderThan, now.olderThan), now.at));
        if (last(domain).filter(known -> known.version() < version).isPresent()) {
            remove(domain);
        }
    }

    /** Forgets everything of a domain; the version of that will be known later. */
    void forget(DomainName domain) {
        forgetOlderThan(domain, last(domain).map(TlsPolicy::version).orElse(0L) + 1);
    }

    /** All entries, in no order. */
    Stream<RememberedPolicy> entries() {
        return Stream.concat(policies.asMap().values().stream(), negatives.asMap().values().stream());
    }

    long policyCount() {
        return policies.estimatedSize();
    }

    long negativeCount() {
        return negatives.estimatedSize();
    }

    /** Whether there is no room for more policies without dropping others. */
    boolean isFull() {
        var bound = policies.policy().eviction().orElseThrow();
        return bound.weightedSize().orElse(0) >= bound.getMaximum() * 9 / 10;
    }

    private @Nullable RememberedPolicy entry(DomainName domain) {
        RememberedPolicy entry = policies.getIfPresent(domain);
        return entry == null ? negatives.getIfPresent(domain) : entry;
    }

    private void put(RememberedPolicy entry) {
        DomainName domain = entry.policy().domain();
        if (entry.isNegative()) {
            negatives.put(domain, entry);
            policies.invalidate(domain);
        } else {
            policies.put(domain, entry);
            negatives.invalidate(domain);
        }
    }

    private void remove(DomainName domain) {
        policies.invalidate(domain);
        negatives.invalidate(domain);
    }
}
