package org.mailkeep.policy.api.socketmap;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.policy.api.socketmap.ConnectionMeters.Closing;
import org.mailkeep.policy.api.socketmap.SocketmapAnswers.Answer;
import org.mailkeep.policy.app.SocketmapSettings;

/** The connections of one event loop. All listeners share the port; Vert.x deals the connections out. */
final class SocketmapListener extends AbstractVerticle {

    /** How long connections may take to end when the service stops. */
    static final Duration DRAIN = Duration.ofSeconds(4);

    /** How long a refused peer may take to send the question that the refusal answers. */
    private static final Duration REFUSAL = Duration.ofSeconds(2);

    /** Refused peers that are waited for; further ones are cut off. */
    private static final int MAX_REFUSED = 256;

    /** Postfix starts many processes at once, each with a connection of its own. */
    private static final int BACKLOG = 1024;

    private static final Logger LOG = Logger.getLogger(SocketmapListener.class);

    private final SocketmapSettings settings;
    private final Function<String, Answer> answers;
    private final ConnectionMeters meters;
    private final Set<SocketmapConnection> connections = new HashSet<>();
    private int refused;
    private @Nullable NetServer server;
    private @Nullable Promise<Void> drained;

    SocketmapListener(SocketmapSettings settings, Function<String, Answer> answers, ConnectionMeters meters) {
        this.settings = settings;
        this.answers = answers;
        this.meters = meters;
    }

    @Override
    public void start(Promise<Void> started) {
        // Vert.x shares a free port between listeners when it is asked for by a negative number.
        int port = settings.port() == 0 ? -1 : settings.port();
        var listening = vertx.createNetServer(new NetServerOptions()
                .setHost(settings.host())
                .setPort(port)
                .setAcceptBacklog(BACKLOG)
                .setTcpKeepAlive(true));
        server = listening;
        listening.connectHandler(this::connected);
        listening.listen().<Void>mapEmpty().onComplete(started);
        vertx.setPeriodic(
                sweepInterval().toMillis(),
                _ -> Set.copyOf(connections).forEach(connection -> connection.closeIfOverdue(settings)));
    }

    /** Ends every connection after the replies that it waits for, and then what is left. */
    @Override
    public void stop(Promise<Void> stopped) {
        Promise<Void> empty = Promise.promise();
        drained = empty;
        Set.copyOf(connections).forEach(SocketmapConnection::drain);
        vertx.setTimer(DRAIN.toMillis(), _ -> empty.tryComplete());
        completeWhenDrained();
        empty.future()
                .compose(_ -> server == null ? Future.succeededFuture() : server.close())
                .onComplete(stopped);
    }

    /** The port that is listened on. */
    int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void connected(NetSocket socket) {
        socket.exceptionHandler(broken -> LOG.debugf("A socketmap connection broke: %s", broken.getMessage()));
        if (drained != null) {
            // Postfix tries again at once, and finds another replica or the restarted one.
            socket.close();
        } else if (meters.tryOpen(settings.connections())) {
            accept(socket);
        } else {
            refuse(socket);
        }
    }

    private void accept(NetSocket socket) {
        var connection = new SocketmapConnection(socket, context, answers, meters);
        connections.add(connection);
        socket.closeHandler(_ -> {
            meters.closed();
            connections.remove(connection);
            connection.closed();
            completeWhenDrained();
        });
        connection.start();
    }

    /** Says why before closing. Closing before the question has come would make the peer's system drop the reply. */
    private void refuse(NetSocket socket) {
        meters.closing(Closing.TOO_MANY);
        var reply = Buffer.buffer();
        NetstringWriter.append(reply, "TEMP too many connections");
        if (refused >= MAX_REFUSED) {
            socket.end(reply);
            return;
        }
        refused++;
        long timer = vertx.setTimer(REFUSAL.toMillis(), _ -> socket.close());
        socket.closeHandler(_ -> {
            refused--;
            vertx.cancelTimer(timer);
        });
        socket.handler(_ -> socket.end());
        socket.write(reply);
    }

    private void completeWhenDrained() {
        if (drained != null && connections.isEmpty()) {
            drained.tryComplete();
        }
    }

    private Duration sweepInterval() {
        Duration shorter = settings.idleTimeout().compareTo(settings.writeTimeout()) < 0
                ? settings.idleTimeout()
                : settings.writeTimeout();
        return Duration.ofMillis(Math.clamp(shorter.toMillis() / 4, 10, 1000));
    }
}
