package org.mailkeep.benchmarks;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;

/**
 * The ceiling of the method: a Vert.x server that reads netstrings properly, looks nothing up, and answers each with
 * the same words. No service on the same library, machine and load can be faster.
 */
final class BareResponder extends AbstractVerticle {

    private static final Buffer REPLY = Buffer.buffer("12:OK dane-only,");

    private final int port;

    private BareResponder(int port) {
        this.port = port;
    }

    /** Listens on 127.0.0.1, on one event loop for each processor; blocks until it does. */
    static void start(Vertx vertx, int port) {
        var options = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(() -> new BareResponder(port), options)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    public void start(Promise<Void> started) {
        vertx.createNetServer(new NetServerOptions().setHost("127.0.0.1").setPort(port))
                .connectHandler(BareResponder::serve)
                .listen()
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private static void serve(NetSocket socket) {
        var replies = new Replies();
        var scanner = new NetstringScanner(_ -> replies.out.appendBuffer(REPLY));
        socket.handler(chunk -> {
            scanner.scan(ByteBuffer.wrap(chunk.getBytes()));
            if (replies.out.length() > 0) {
                socket.write(replies.out);
                replies.out = Buffer.buffer();
            }
        });
    }

    /** The replies to one chunk go out in one write. */
    private static final class Replies {
        private Buffer out = Buffer.buffer();
    }
}
