package org.mailkeep.launcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a wish that the main thread fulfils in its own order; the JVM ends when that is done.
 *
 * <p>The main thread is not interrupted: a half-started PostgreSQL is worse than a second of waiting.
 */
final class StopSignal {

    /** Longer than all services and both servers take together when none of them goes by itself. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final CountDownLatch wanted = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    static StopSignal install() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop"));
        return signal;
    }

    private void onShutdown() {
        wanted.countDown();
        try {
            if (!stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("mailkeep: not everything could be stopped in time; the rest is killed.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isWanted() {
        return wanted.getCount() == 0;
    }

    /** Waits for the wish, at most so long; true where it is there. */
    boolean await(Duration limit) throws InterruptedException {
        return wanted.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    void await() throws InterruptedException {
        wanted.await();
    }

    /** Nothing runs any more: the JVM may end. */
    void stopped() {
        stopped.countDown();
    }
}
