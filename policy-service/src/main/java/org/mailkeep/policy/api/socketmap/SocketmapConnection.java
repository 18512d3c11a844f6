package org.mailkeep.policy.api.socketmap;

import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.api.socketmap.ConnectionMeters.Closing;
import org.mailkeep.policy.api.socketmap.SocketmapAnswers.Answer;
import org.mailkeep.policy.app.SocketmapSettings;

/**
 * One connection. Questions may be sent without waiting for replies; replies keep their order.
 *
 * <p>Nothing is read while {@value #PIPELINE} questions wait for their replies or the peer does not read, so that a
 * peer can take no more memory than that. Lives on one event loop; no method may be called from elsewhere.
 */
final class SocketmapConnection {

    /** Questions that are looked up for one connection at once. */
    static final int PIPELINE = 100;

    /** Replies are gathered for one write until they are this long. */
    private static final int BATCH_BYTES = 32 * 1024;

    /** A question whose reply is, or was, to be found out. */
    private static final class Pending {
        private @Nullable String reply;
        private @Nullable Cancellable lookup;
    }

    private final NetSocket socket;
    private final Context context;
    private final Function<String, Answer> answers;
    private final ConnectionMeters meters;
    private final NetstringReader reader = new NetstringReader();
    private final Deque<Pending> pipeline = new ArrayDeque<>();
    private Buffer out = Buffer.buffer();
    private boolean paused;

    /** Nothing more is read; the connection ends with the last reply. */
    private boolean ending;

    private long lastUse = System.nanoTime();

    /** The peer does not read as fast as is written. */
    private boolean unread;

    private long unreadSince;

    SocketmapConnection(NetSocket socket, Context context, Function<String, Answer> answers, ConnectionMeters meters) {
        this.socket = socket;
        this.context = context;
        this.answers = answers;
        this.meters = meters;
    }

    void start() {
        socket.handler(this::received);
        socket.drainHandler(_ -> {
            unread = false;
            proceed();
        });
    }

    /** The peer is gone: nobody waits for the answers. */
    void closed() {
        ending = true;
        pipeline.forEach(pending -> {
            if (pending.lookup != null) {
                pending.lookup.cancel();
            }
        });
        pipeline.clear();
    }

    /** Takes no more questions, and closes when the last reply is written. */
    void drain() {
        ending = true;
        proceed();
    }

    /** Closes the connection if its peer has kept it waiting for too long. */
    void closeIfOverdue(SocketmapSettings settings) {
        long now = System.nanoTime();
        if (unread) {
            if (now - unreadSince > settings.writeTimeout().toNanos()) {
                close(Closing.SLOW_READER);
            }
        } else if (pipeline.isEmpty() && now - lastUse > settings.idleTimeout().toNanos()) {
            close(Closing.IDLE);
        }
    }

    private void received(Buffer chunk) {
        reader.feed(chunk);
        proceed();
    }

    /** Answers what has been read, as far as the peer keeps up. */
    private void proceed() {
        giveReplies();
        while (!ending && !mustWait()) {
            switch (reader.next()) {
                case NetstringReader.Text(String request) -> take(request);
                case NetstringReader.Malformed _ -> {
                    meters.closing(Closing.MALFORMED);
                    ending = true;
                }
                case NetstringReader.Incomplete _ -> {
                    write();
                    resume();
                    return;
                }
            }
        }
        write();
        pause();
        if (ending && pipeline.isEmpty()) {
            socket.end();
        }
    }

    private boolean mustWait() {
        return pipeline.size() >= PIPELINE || unread;
    }

    private void take(String request) {
        switch (answers.apply(request)) {
            case SocketmapAnswers.Now(String reply) -> {
                if (pipeline.isEmpty()) {
                    reply(reply);
                } else {
                    var known = new Pending();
                    known.reply = reply;
                    pipeline.add(known);
                }
            }
            case SocketmapAnswers.Later(var lookup) -> {
                var pending = new Pending();
                pipeline.add(pending);
                pending.lookup = lookup.subscribe().with(reply -> context.runOnContext(_ -> found(pending, reply)));
            }
        }
    }

    private void found(Pending pending, String reply) {
        pending.reply = reply;
        proceed();
    }

    /** Gives the replies that no earlier question holds up. */
    private void giveReplies() {
        for (Pending first = pipeline.peek();
                first != null && first.reply != null && !unread;
                first = pipeline.peek()) {
            pipeline.remove();
            reply(first.reply);
        }
    }

    private void reply(String text) {
        NetstringWriter.append(out, text);
        if (out.length() >= BATCH_BYTES) {
            write();
        }
    }

    private void write() {
        if (out.length() == 0) {
            return;
        }
        lastUse = System.nanoTime();
        socket.write(out);
        out = Buffer.buffer();
        if (socket.writeQueueFull() && !unread) {
            unread = true;
            unreadSince = lastUse;
        }
    }

    private void pause() {
        if (!paused) {
            paused = true;
            socket.pause();
        }
    }

    private void resume() {
        if (paused) {
            paused = false;
            socket.resume();
        }
    }

    private void close(Closing why) {
        meters.closing(why);
        ending = true;
        // NetSocket.close() waits until the peer has read everything; this peer may never do that.
        var _ = ((NetSocketInternal) socket).channelHandlerContext().close();
    }
}
