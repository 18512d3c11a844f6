package org.mailkeep.keydir.app;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.platform.context.CallersContext;

/**
 * A directory that is larger than the memory: what was asked for lately is in memory, the rest in PostgreSQL. Without
 * PostgreSQL it answers what it remembers, and tells of the rest that it is not available.
 */
final class CachedDirectory implements Directory {

    /** Longer than any event takes; an event that got lost shows after this time. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** What an address takes beside its bytes, also one without a key. */
    private static final int WEIGHT = 300;

    private static final WkdAnswer UNAVAILABLE = new WkdAnswer.Unavailable();

    private final AsyncCache<WkdLocation, WkdAnswer> remembered;
    private final Function<WkdLocation, Uni<WkdAnswer>> store;

    /**
     * A directory with this many bytes of memory.
     *
     * @param store asks the store; never fails for an outage
     */
    CachedDirectory(long octets, Function<WkdLocation, Uni<WkdAnswer>> store) {
        this.store = store;
        remembered = Caffeine.newBuilder()
                .maximumWeight(octets)
                .weigher((WkdLocation _, WkdAnswer answer) -> weight(answer))
                .expireAfterWrite(LIFE)
                .buildAsync();
    }

    @Override
    public Uni<WkdAnswer> find(WkdLocation location) {
        CompletableFuture<WkdAnswer> answer = remembered.get(location, (WkdLocation _, Executor _) -> load(location));
        Uni<WkdAnswer> coming = Uni.createFrom().completionStage(answer);
        // Those who wait for one answer may sit on different event loops.
        return (answer.isDone() ? coming : CallersContext.comeBackWith(coming))
                .onItem()
                .ifNull()
                .continueWith(UNAVAILABLE);
    }

    /** Also what is just being read: it may be the old one. */
    @Override
    public void changed(WkdLocation location) {
        remembered.synchronous().invalidate(location);
    }

    @Override
    public void upkeep() {}

    @Override
    public DirectoryState state() {
        var bound = remembered.synchronous().policy().eviction().orElseThrow();
        return new DirectoryState(
                true,
                remembered.synchronous().estimatedSize(),
                bound.weightedSize().orElse(0),
                0,
                0);
    }

    /** The cache does not keep what is null: an outage is not remembered. */
    private CompletableFuture<WkdAnswer> load(WkdLocation location) {
        return store.apply(location)
                .map(answer -> answer instanceof WkdAnswer.Unavailable ? null : answer)
                .subscribeAsCompletionStage()
                .toCompletableFuture();
    }

    private static int weight(WkdAnswer answer) {
        return answer instanceof WkdAnswer.Found(ServedKey key) ? key.size() + WEIGHT : WEIGHT;
    }
}
