package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One run against one target, on the thread that calls: a single loop over all connections, without code that it shares
 * with what it measures.
 */
final class LoadRun {

    private static final long HIGHEST_NANOS = 60_000_000_000L;

    /** How long answers are waited for after the last question. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final InetSocketAddress target;
    private final LoadPlan plan;
    private final Questions questions;
    private final Histogram latencies = new Histogram(HIGHEST_NANOS, 3);
    private final List<LoadConnection> connections = new ArrayList<>();
    private long ok;
    private long notFound;
    private long temporary;
    private long other;
    private long broken;
    private boolean asking = true;

    LoadRun(InetSocketAddress target, LoadPlan plan, Questions questions) {
        this.target = target;
        this.plan = plan;
        this.questions = questions;
    }

    LoadResult run() throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                connections.add(new LoadConnection(target, selector, this::answered));
            }
            long start = System.nanoTime();
            if (plan.isOpenLoop()) {
                openLoop(selector, start);
            } else {
                closedLoop(selector, start);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            asking = false;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (unanswered() > 0 && System.nanoTime() < deadline) {
                serve(selector, 10);
            }
            return new LoadResult(latencies, seconds, ok, notFound, temporary, other, unanswered() + broken);
        } finally {
            for (LoadConnection connection : connections) {
                connection.close();
            }
        }
    }

    private void closedLoop(Selector selector, long start) throws IOException {
        long now = System.nanoTime();
        for (LoadConnection connection : connections) {
            for (int i = 0; i < plan.depth(); i++) {
                connection.ask(questions.next(), now);
            }
            connection.write();
        }
        while (System.nanoTime() - start < plan.length().toNanos() && !connections.isEmpty()) {
            serve(selector, 100);
        }
    }

    /** Questions go out when they are due, whatever became of the earlier ones; the loop spins to be on time. */
    private void openLoop(Selector selector, long start) throws IOException {
        long interval = 1_000_000_000L / plan.rate();
        long due = start;
        int turn = 0;
        while (due - start < plan.length().toNanos() && !connections.isEmpty()) {
            long now = System.nanoTime();
            for (; due <= now; due += interval) {
                send(connections.get(turn++ % connections.size()), due);
            }
            serve(selector, 0);
        }
    }

    private void send(LoadConnection connection, long due) {
        if (!connection.ask(questions.next(), due)) {
            broken++;
            return;
        }
        try {
            connection.write();
        } catch (IOException failed) {
            // The next read of this connection fails as well, and counts its questions.
            broken++;
        }
    }

    /** Reads what has come, and writes what is to go. */
    private void serve(Selector selector, long waitMillis) throws IOException {
        if (waitMillis == 0) {
            selector.selectNow();
        } else {
            selector.select(waitMillis);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            var connection = (LoadConnection) key.attachment();
            try {
                if (key.isReadable()) {
                    connection.read();
                }
                connection.write();
            } catch (IOException failed) {
                broken += Math.max(1, connection.unanswered());
                connections.remove(connection);
                connection.close();
            }
        }
        selector.selectedKeys().clear();
    }

    private void answered(LoadConnection connection, long nanos, int firstByte) {
        latencies.recordValue(Math.min(Math.max(nanos, 0), HIGHEST_NANOS));
        switch (firstByte) {
            case 'O' -> ok++;
            case 'N' -> notFound++;
            case 'T' -> temporary++;
            default -> other++;
        }
        if (asking && !plan.isOpenLoop()) {
            connection.ask(questions.next(), System.nanoTime());
        }
    }

    private long unanswered() {
        return connections.stream().mapToLong(LoadConnection::unanswered).sum();
    }
}
