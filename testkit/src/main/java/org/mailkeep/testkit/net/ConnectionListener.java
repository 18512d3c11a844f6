package org.mailkeep.testkit.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts TCP connections and serves each on a virtual thread, until it is closed; then every connection ends too. */
public final class ConnectionListener implements AutoCloseable {

    private static final int BACKLOG = 512;

    /** A client that sends nothing for this long is dropped. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ServerSocket server;
    private final Handler handler;
    private final Map<Socket, Thread> open = new ConcurrentHashMap<>();

    /** Serves one connection; the listener closes it afterwards. */
    @FunctionalInterface
    public interface Handler {

        /** An {@link IOException} means that the client left or kept silent for too long, and ends the connection. */
        void serve(Socket client) throws IOException, InterruptedException;
    }

    private ConnectionListener(ServerSocket server, Handler handler) {
        this.server = server;
        this.handler = handler;
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 takes a free one
     * @param name of the accepting thread
     * @throws IOException when the port is taken
     */
    public static ConnectionListener open(InetSocketAddress address, String name, Handler handler) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
        ConnectionListener listener = new ConnectionListener(server, handler);
        Thread.ofPlatform().daemon().name(name).start(listener::acceptAll);
        return listener;
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Map.Entry<Socket, Thread> connection : open.entrySet()) {
            connection.getKey().close();
            connection.getValue().interrupt();
        }
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException _) {
                // Closed, or a client that left while it was accepted: the next turn tells.
            }
        }
    }

    private void serve(Socket client) {
        open.put(client, Thread.currentThread());
        try (client) {
            client.setSoTimeout(Math.toIntExact(IDLE.toMillis()));
            client.setTcpNoDelay(true);
            if (!server.isClosed()) {
                handler.serve(client);
            }
        } catch (IOException _) {
            // The client left; nothing is owed to it.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }
}
