package org.mailkeep.launcher;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Three replicas behind what a service of Kubernetes is: requests go in turn to those whose readiness says yes. A client whose
 * connection is refused takes another one; everything else is its failure.
 */
final class ReplicaSet<R extends Replica> implements AutoCloseable {

    static final int SIZE = 3;

    /** For {@code quarkus.shutdown.delay}: longer than it takes to be noticed here. */
    static final String DELAY = "2s";

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What Quarkus says of requests that it did not wait for. */
    private static final String CUT_OFF = "Timed out waiting for graceful shutdown";

    private final List<R> replicas;
    private final AtomicInteger turn = new AtomicInteger();
    private final Thread watch;
    private volatile List<R> ready;

    private ReplicaSet(List<R> replicas) {
        this.replicas = replicas;
        ready = replicas;
        watch = Thread.ofVirtual().start(this::watch);
    }

    /** What a client says to a replica. */
    @FunctionalInterface
    interface Call<R, T> {
        T to(R replica) throws Exception;
    }

    /** Starts them all at once; returns when they use PostgreSQL and Kafka. */
    static <R extends Replica> ReplicaSet<R> start(Callable<R> one) throws Exception {
        var replicas = new ArrayList<R>();
        try (var starters = Executors.newFixedThreadPool(SIZE)) {
            List<Future<R>> starting = starters.invokeAll(Collections.nCopies(SIZE, one));
            for (Future<R> started : starting) {
                replicas.add(started.get());
            }
            for (R replica : replicas) {
                replica.service().awaitDependencies();
            }
        } catch (Exception e) {
            replicas.forEach(Replica::close);
            throw e;
        }
        return new ReplicaSet<>(List.copyOf(replicas));
    }

    List<R> replicas() {
        return replicas;
    }

    /** What the replica answers whose turn it is. */
    <T> T call(Call<R, T> call) throws Exception {
        ConnectException refused = new ConnectException("no replica is ready");
        for (int tries = 0; tries < SIZE; tries++) {
            List<R> choice = ready;
            if (choice.isEmpty()) {
                throw refused;
            }
            try {
                return call.to(choice.get(Math.floorMod(turn.getAndIncrement(), choice.size())));
            } catch (ConnectException e) {
                refused = e;
            }
        }
        throw refused;
    }

    /** A rolling update: each gets SIGTERM, ends, starts again, and only when it is ready comes the next one. */
    void restartOneByOne() throws Exception {
        for (R replica : replicas) {
            String said = replica.service().end();
            if (said.contains(CUT_OFF)) {
                throw new AssertionError("requests were not waited for:\n" + said);
            }
            replica.service().startAgain();
            awaitRotation(replica);
        }
    }

    private void awaitRotation(R replica) throws InterruptedException {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.contains(replica)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("a replica that is ready gets no requests");
            }
            Thread.sleep(LOOK);
        }
    }

    private void watch() {
        try {
            while (true) {
                var found = new ArrayList<R>();
                for (R replica : replicas) {
                    if (replica.service().isReady()) {
                        found.add(replica);
                    }
                }
                ready = List.copyOf(found);
                Thread.sleep(LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        // Together: each takes its time to end.
        try (var ending = Executors.newVirtualThreadPerTaskExecutor()) {
            replicas.forEach(replica -> ending.execute(replica::close));
        }
    }
}
