package org.mailkeep.testkit.https;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** One virtual host; its certificate and its replies may be changed at any time. */
public final class WebHost {

    private static final Reply NOT_FOUND = Reply.status(404);
    private static final Reply METHOD_NOT_ALLOWED = Reply.status(405).withHeader("Allow", "GET, HEAD");

    /** So that a long load test does not fill the memory. */
    private static final int KEPT_REQUESTS = 1000;

    private final String name;
    private final TestAuthority authority;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Deque<Request> received = new ArrayDeque<>();
    private volatile Function<Request, Reply> otherwise = WebHost::notServed;
    private volatile Duration distance = Duration.ZERO;
    private volatile int answersPerConnection = 1;
    private volatile ServerIdentity identity;

    WebHost(String name, TestAuthority authority) {
        this.name = name;
        this.authority = authority;
        identity = authority.issue(name);
    }

    public String name() {
        return name;
    }

    /** From now on the path is answered like this; the query of a request does not count. */
    public WebHost serve(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    /** From now on the path is answered with 404, as every path is that was never set. */
    public void withdraw(String path) {
        replies.remove(path);
    }

    /** From now on this answers what no path was set for, with any method. */
    public WebHost answerOtherwise(Function<Request, Reply> answers) {
        otherwise = answers;
        return this;
    }

    /**
     * From now on the host is so far away: it takes a round trip to connect, another one for the TLS handshake (RFC 8446 §2),
     * and one for each answer. Loopback has no distance, so those of the connection pass when the client says hello.
     */
    public WebHost distant(Duration roundTrip) {
        distance = roundTrip;
        return this;
    }

    /**
     * From now on a connection stays open for so many answers; at the next question it ends without a word, as that of a server
     * that just thought it idle for too long.
     */
    public WebHost keepConnections(int answers) {
        answersPerConnection = answers;
        return this;
    }

    /** Presents a new certificate of this kind, beginning with the next connection. */
    public WebHost certificate(CertificateKind kind) {
        return certificate(authority.issue(kind, name));
    }

    /** Presents this chain, beginning with the next connection. */
    public WebHost certificate(ServerIdentity other) {
        identity = other;
        return this;
    }

    /** How many requests came since the start or {@link #resetCount}; failed handshakes do not count. */
    public long requests() {
        return requests.sum();
    }

    /** On how many connections they came. */
    public long connections() {
        return connections.sum();
    }

    public void resetCount() {
        requests.reset();
        connections.reset();
        synchronized (received) {
            received.clear();
        }
    }

    /** The last requests since the start or {@link #resetCount}, the oldest first. */
    public List<Request> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    ServerIdentity identity() {
        return identity;
    }

    Duration connectTime() {
        return distance.multipliedBy(2);
    }

    int answersPerConnection() {
        return answersPerConnection;
    }

    boolean keepsConnections() {
        return answersPerConnection > 1;
    }

    /** @param first whether it is the first one of its connection */
    Reply answer(Request request, boolean first) throws InterruptedException {
        requests.increment();
        if (first) {
            connections.increment();
        }
        synchronized (received) {
            if (received.size() == KEPT_REQUESTS) {
                received.removeFirst();
            }
            received.addLast(request);
        }
        Thread.sleep(distance);
        Reply reply = isReading(request) ? replies.get(request.path()) : null;
        return reply != null ? reply : otherwise.apply(request);
    }

    private static Reply notServed(Request request) {
        return isReading(request) ? NOT_FOUND : METHOD_NOT_ALLOWED;
    }

    private static boolean isReading(Request request) {
        return "GET".equals(request.method()) || "HEAD".equals(request.method());
    }
}
