package org.mailkeep.testkit.https;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ssl.SSLSocket;
import org.mailkeep.testkit.net.ConnectionListener;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;
import org.mailkeep.testkit.tls.Tls;

/**
 * HTTPS hosts that share an address and a port; the certificate goes by SNI, the reply by the Host field.
 *
 * <p>Written on bare sockets, as it has to misbehave where a proper server would not let it. Speaks HTTP/1.1, one request per
 * connection unless a host keeps its connections.
 */
public final class WebServer implements AutoCloseable {

    private static final Reply MISDIRECTED = Reply.status(421);

    private final TestAuthority authority;
    private final Map<String, WebHost> hosts = new ConcurrentHashMap<>();
    private final ConnectionListener listener;

    private WebServer(InetSocketAddress address, TestAuthority authority) throws IOException {
        this.authority = authority;
        listener = ConnectionListener.open(address, "https", this::serve);
    }

    /**
     * Starts without any host.
     *
     * @param address port 0 takes a free one
     * @param authority issues the hosts' certificates
     * @throws IOException when the port is taken
     */
    public static WebServer start(InetSocketAddress address, TestAuthority authority) throws IOException {
        return new WebServer(address, authority);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** The host of that name, made with a good certificate when it is first asked for; U-labels are accepted. */
    public WebHost host(String name) {
        return hosts.computeIfAbsent(
                IDN.toASCII(name).toLowerCase(Locale.ROOT), ascii -> new WebHost(ascii, authority));
    }

    /** Takes the host away: TLS handshakes for its name fail. */
    public void remove(String name) {
        hosts.remove(IDN.toASCII(name).toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** Identities for one connection, which the handshake asks for several times. */
    private Function<String, Optional<ServerIdentity>> identities() {
        var connected = new AtomicBoolean();
        return name -> Optional.ofNullable(hosts.get(name)).map(host -> {
            if (!connected.getAndSet(true)) {
                LockSupport.parkNanos(host.connectTime().toNanos());
            }
            return host.identity();
        });
    }

    private void serve(Socket plain) throws IOException, InterruptedException {
        try (SSLSocket client = Tls.serve(plain, identities());
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
            int answered = 0;
            boolean last;
            do {
                Request request = Request.read(in);
                WebHost host = hosts.get(request.host());
                if (answered > 0 && (host == null || answered == host.answersPerConnection())) {
                    return;
                }
                Reply reply = host == null ? MISDIRECTED : host.answer(request, answered == 0);
                answered++;
                last = host == null || !host.keepsConnections() || reply.delivery() != Delivery.PROMPT;
                boolean isHead = "HEAD".equals(request.method());
                new ReplyWriter(out).write(reply, !isHead, last);
            } while (!last);
        }
    }
}
