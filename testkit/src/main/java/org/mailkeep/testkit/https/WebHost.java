package org.mailkeep.testkit.https;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.mailkeep.testkit.tls.CertificateKind;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;

/** One virtual host; its certificate and its replies may be changed at any time. */
public final class WebHost {

    private static final Reply NOT_FOUND = Reply.status(404);

    private final String name;
    private final TestAuthority authority;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
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

    public void resetCount() {
        requests.reset();
    }

    ServerIdentity identity() {
        return identity;
    }

    Reply answer(RequestHead request) {
        requests.increment();
        return replies.getOrDefault(request.path(), NOT_FOUND);
    }
}
