package org.mailkeep.policy.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Decision;

/** Answers for hosts that are addressed directly, on this replica alone: there are few, and DNS has them all. */
@ApplicationScoped
class HostMemory {

    private static final long MAX_HOSTS = 10_000;

    /** Beyond any evaluation of one host. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EvaluatePolicy evaluate;
    private final Clock clock;
    private final Cache<Key, HostAnswer> answers =
            Caffeine.newBuilder().maximumSize(MAX_HOSTS).build();
    private final Coalescing<Key, Decision> running = new Coalescing<>();

    HostMemory(EvaluatePolicy evaluate, Clock clock) {
        this.evaluate = evaluate;
        this.clock = clock;
    }

    private record Key(DomainName host, int port) {}

    /** What may be answered at once. */
    @Nullable Decision fresh(DomainName host, int port) {
        HostAnswer known = answers.getIfPresent(new Key(host, port));
        return known != null && clock.instant().isBefore(known.expiresAt()) ? known.decision() : null;
    }

    Uni<Decision> find(DomainName host, int port, Runnable joined) {
        var key = new Key(host, port);
        return running.join(
                key,
                () -> evaluate.evaluateHost(host, port)
                        .ifNoItem()
                        .after(LIMIT)
                        .fail()
                        .invoke(answer -> answers.put(key, answer))
                        .map(HostAnswer::decision),
                joined);
    }
}
