package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Does a thing once for any number of those who wait for it; once begun it goes on to its end. */
final class Coalescing<K, V> {

    private final ConcurrentMap<K, Uni<V>> running = new ConcurrentHashMap<>();

    /** The outcome of what is running for {@code key}, else of {@code work}, which is begun then. */
    Uni<V> join(K key, Supplier<Uni<V>> work) {
        return Uni.createFrom().deferred(() -> running.computeIfAbsent(key, _ -> once(key, work)));
    }

    private Uni<V> once(K key, Supplier<Uni<V>> work) {
        return Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> running.remove(key))
                .memoize()
                .indefinitely();
    }
}
