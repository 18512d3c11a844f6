package org.mailkeep.platform.schedule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Rounds of one job, one at a time. Whoever ends the service waits for the round that is under way, and none follows. */
public final class Rounds {

    /** Whoever has it is at work; after the end nobody gets it. */
    private final Semaphore turn = new Semaphore(1);

    /** Does a round, unless another one is under way or the end has come. */
    public Uni<Void> next(Supplier<Uni<Void>> round) {
        return Uni.createFrom()
                .deferred(() -> turn.tryAcquire()
                        ? Uni.createFrom().deferred(round::get).onTermination().invoke(() -> turn.release())
                        : Uni.createFrom().voidItem());
    }

    /**
     * Lets no further round begin, and waits for the one that is under way.
     *
     * @return whether none is under way any more; false after {@code limit}, and one that comes to its end later may be followed
     */
    public boolean end(Duration limit) throws InterruptedException {
        return turn.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
