package org.mailkeep.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One connection of a run. Answers come in the order of the questions, so that a queue of times is all it keeps. */
final class LoadConnection {

    /** What is told of each answer. */
    interface Answers {

        /**
         * An answer is complete.
         *
         * @param nanos since the question was due
         * @param firstByte of the reply
         */
        void answered(LoadConnection connection, long nanos, int firstByte);
    }

    private static final int BUFFER = 256 * 1024;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final Deque<Long> due = new ArrayDeque<>();
    private final NetstringScanner scanner;
    private long readAt;

    LoadConnection(InetSocketAddress target, Selector selector, Answers answers) throws IOException {
        channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
        scanner = new NetstringScanner(first -> answers.answered(this, readAt - due.remove(), first));
    }

    /** Puts a question into the next write; false where the target does not keep up. */
    boolean ask(byte[] request, long dueAt) {
        if (out.remaining() < request.length) {
            return false;
        }
        out.put(request);
        due.add(dueAt);
        return true;
    }

    void write() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
        int interest = out.position() > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the target closed a connection");
        }
        readAt = System.nanoTime();
        in.flip();
        scanner.scan(in);
        in.clear();
    }

    int unanswered() {
        return due.size();
    }

    void close() throws IOException {
        channel.close();
    }
}
