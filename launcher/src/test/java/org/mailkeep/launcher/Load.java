package org.mailkeep.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that do the same over and over until they are stopped, each one thing at a time. */
final class Load implements AutoCloseable {

    /** Both cores are for the replicas. */
    private static final Duration REST = Duration.ofMillis(20);

    private static final int SHOWN = 20;

    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final AtomicLong done = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> clients = new ArrayList<>();

    /** What a client does; whatever it throws is a failure. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Lets so many clients begin, beside those that there are. */
    Load with(int count, Step step) {
        for (int i = 0; i < count; i++) {
            clients.add(Thread.ofVirtual().start(() -> repeat(step)));
        }
        return this;
    }

    private void repeat(Step step) {
        try {
            while (wanted.get()) {
                run(step);
                Thread.sleep(REST);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Step step) throws InterruptedException {
        try {
            step.run();
            done.incrementAndGet();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            if (failures.size() < SHOWN) {
                failures.add(e.toString());
            }
        }
    }

    /** Lets every client finish what it is at; yields what failed. */
    List<String> stop() throws InterruptedException {
        wanted.set(false);
        for (Thread client : clients) {
            client.join();
        }
        return List.copyOf(failures);
    }

    /** What succeeded so far. */
    long done() {
        return done.get();
    }

    @Override
    public void close() {
        wanted.set(false);
    }
}
