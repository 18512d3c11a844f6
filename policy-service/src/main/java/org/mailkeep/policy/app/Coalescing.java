package org.mailkeep.policy.app;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Does a thing once for any number of those who wait for it.
 *
 * <p>Once begun it goes on to its end, also when nobody waits any more, and then makes room for the next.
 */
final class Coalescing<K, V> {

    private final ConcurrentMap<K, Uni<V>> running = new ConcurrentHashMap<>();

    /**
     * The outcome of what is running for {@code key}, else of {@code work}, which is begun then.
     *
     * @param joined called when it was running already
     */
    Uni<V> join(K key, Supplier<Uni<V>> work, Runnable joined) {
        return Uni.createFrom().deferred(() -> {
            Uni<V> mine = once(key, work);
            Uni<V> earlier = running.putIfAbsent(key, mine);
            if (earlier == null) {
                return mine;
            }
            joined.run();
            return earlier;
        });
    }

    /** Begins {@code work} whatever is running for {@code key}; those who come later wait for this one. */
    Uni<V> restart(K key, Supplier<Uni<V>> work) {
        return Uni.createFrom().deferred(() -> {
            Uni<V> mine = once(key, work);
            running.put(key, mine);
            return mine;
        });
    }

    /** Nobody joins what is running for {@code key} any more. */
    void forget(K key) {
        running.remove(key);
    }

    /** How many things are running. */
    int size() {
        return running.size();
    }

    private Uni<V> once(K key, Supplier<Uni<V>> work) {
        return new Object() {
            final Uni<V> shared = Uni.createFrom()
                    .deferred(work::get)
                    .onTermination()
                    .invoke(this::end)
                    .memoize()
                    .indefinitely();

            void end() {
                running.remove(key, shared);
            }
        }.shared;
    }
}
