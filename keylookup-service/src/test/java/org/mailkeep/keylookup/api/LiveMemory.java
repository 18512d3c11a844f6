package org.mailkeep.keylookup.api;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What this process needs: what lives on the heap after a collection, and what network buffers have beside it. */
final class LiveMemory {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private LiveMemory() {}

    /** Octets, now. */
    static long now() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    /** The most of it until something is done; looked at now and then, for a collection stops everything. */
    static long mostUntil(BooleanSupplier done) {
        long most = 0;
        while (!done.getAsBoolean()) {
            most = Math.max(most, now());
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return most;
    }
}
