package org.mailkeep.testkit.smtp;

import java.io.IOException;
import java.net.IDN;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.mailkeep.testkit.net.ConnectionListener;
import org.mailkeep.testkit.tls.ServerIdentity;

/**
 * A mail exchanger on one address, for any number of names: the certificate goes by SNI, everything before the TLS
 * handshake is the same for all names.
 */
public final class MxServer implements AutoCloseable {

    /** Older requested names are forgotten, so that a long demo does not fill the memory. */
    private static final int REMEMBERED_NAMES = 1000;

    private final String greetingName;
    private final ServerIdentity usual;
    private final Map<String, ServerIdentity> identities = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<String> requestedNames = new ConcurrentLinkedDeque<>();
    private final ConnectionListener listener;
    private volatile MxBehaviour behaviour = MxBehaviour.GOOD;
    private volatile Duration greetingDelay = Duration.ZERO;

    private MxServer(InetSocketAddress address, String greetingName, ServerIdentity usual) throws IOException {
        this.greetingName = greetingName;
        this.usual = usual;
        listener = ConnectionListener.open(address, "smtp", this::serve);
    }

    /**
     * Starts to listen.
     *
     * @param address port 0 takes a free one
     * @param greetingName the name in the greeting
     * @param usual presented to clients without SNI, and for names that have no certificate of their own
     * @throws IOException when the port is taken
     */
    public static MxServer start(InetSocketAddress address, String greetingName, ServerIdentity usual)
            throws IOException {
        return new MxServer(address, greetingName, usual);
    }

    public InetSocketAddress address() {
        return listener.address();
    }

    /** Presents this chain to clients that ask for the name, beginning with the next connection. */
    public void certificate(String name, ServerIdentity identity) {
        identities.put(IDN.toASCII(name).toLowerCase(Locale.ROOT), identity);
    }

    /** Behaves like this, beginning with the next connection. */
    public void behave(MxBehaviour other) {
        behaviour = other;
    }

    /** Waits this long before each greeting. */
    public void greetAfter(Duration delay) {
        greetingDelay = delay;
    }

    /** The SNI names of the TLS handshakes so far, oldest first, empty text where there was none; the last 1000. */
    public List<String> requestedNames() {
        return List.copyOf(requestedNames);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        Thread.sleep(greetingDelay);
        new SmtpSession(greetingName, behaviour, this::identityFor, this::remember).run(client);
    }

    private Optional<ServerIdentity> identityFor(String name) {
        return Optional.of(identities.getOrDefault(name, usual));
    }

    private void remember(String name) {
        requestedNames.addLast(name);
        while (requestedNames.size() > REMEMBERED_NAMES) {
            requestedNames.pollFirst();
        }
    }
}
