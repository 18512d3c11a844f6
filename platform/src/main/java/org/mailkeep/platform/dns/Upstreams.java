package org.mailkeep.platform.dns;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/**
 * Several upstream resolvers as one. The one that answered last is asked first; a question goes to the next one after
 * a time-out or an error, and all of them are asked twice before it is given up, for UDP loses packets.
 */
final class Upstreams implements Resolver {

    /** Fits into one packet on every path of today (DNS flag day 2020), so that nothing is put together from pieces. */
    private static final int UDP_PAYLOAD = 1232;

    private static final int ROUNDS = 2;

    private final List<SimpleResolver> servers;
    private final AtomicInteger preferred = new AtomicInteger();

    Upstreams(List<InetSocketAddress> addresses, Duration timeout, Vertx vertx) {
        VertxDnsSockets sockets = new VertxDnsSockets(vertx);
        servers = addresses.stream().map(SimpleResolver::new).toList();
        servers.forEach(server -> server.setIoClientFactory(sockets));
        setTimeout(timeout);
        setEDNS(0);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        return attempt(query, executor, preferred.get(), 1);
    }

    private CompletionStage<Message> attempt(Message query, Executor executor, int server, int attempt) {
        return servers.get(server)
                .sendAsync(query, executor)
                .handleAsync((answer, failure) -> weigh(query, executor, server, attempt, answer, failure), executor)
                .thenCompose(Function.identity());
    }

    private CompletionStage<Message> weigh(
            Message query,
            Executor executor,
            int server,
            int attempt,
            @Nullable Message answer,
            @Nullable Throwable failure) {
        if (answer != null && isAnswer(answer)) {
            return CompletableFuture.completedFuture(Relevance.prune(answer));
        }
        int next = (server + 1) % servers.size();
        if (failure != null) {
            preferred.compareAndSet(server, next);
        }
        // Who answers with an error is not asked again; who does not answer is.
        int attempts = answer == null ? ROUNDS * servers.size() : servers.size();
        return attempt < attempts
                ? attempt(query, executor, next, attempt + 1)
                : giveUp(query, executor, reason(answer, failure));
    }

    private static boolean isAnswer(Message answer) {
        return answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN;
    }

    /**
     * Keys that cannot be had are answered by SERVFAIL. A failed future would be wrong for them: dnsjava 3.7.1 drops it
     * while it validates a denial, and lets the unproven denial pass as an insecure one.
     */
    private static CompletionStage<Message> giveUp(Message query, Executor executor, String why) {
        int type = query.getQuestion().getType();
        if (type != Type.DS && type != Type.DNSKEY) {
            return CompletableFuture.failedFuture(new NoAnswer(why));
        }
        if (executor instanceof Inquiry inquiry) {
            inquiry.keysUnanswered();
        }
        Message failed = new Message(query.getHeader().getID());
        failed.getHeader().setFlag(Flags.QR);
        failed.getHeader().setRcode(Rcode.SERVFAIL);
        failed.addRecord(query.getQuestion(), Section.QUESTION);
        return CompletableFuture.completedFuture(failed);
    }

    private static String reason(@Nullable Message answer, @Nullable Throwable failure) {
        if (answer != null) {
            return "the resolver answered " + Rcode.string(answer.getRcode());
        }
        Throwable cause = failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
        return cause instanceof TimeoutException
                ? "the resolver did not answer in time"
                : "the resolver could not be reached, or its answer could not be read";
    }

    /** No upstream has an answer; why is a sentence of ours. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;

        private final String why;

        NoAnswer(String why) {
            super(why);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    @Override
    public void setPort(int port) {
        servers.forEach(server -> server.setPort(port));
    }

    @Override
    public void setTCP(boolean flag) {
        servers.forEach(server -> server.setTCP(flag));
    }

    @Override
    public void setIgnoreTruncation(boolean flag) {
        servers.forEach(server -> server.setIgnoreTruncation(flag));
    }

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {
        servers.forEach(server -> server.setEDNS(version, UDP_PAYLOAD, flags, options));
    }

    @Override
    public void setTSIGKey(TSIG key) {
        servers.forEach(server -> server.setTSIGKey(key));
    }

    @Override
    public void setTimeout(Duration timeout) {
        servers.forEach(server -> server.setTimeout(timeout));
    }
}
