package org.mailkeep.platform.dns;

import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.config.DnsConfig.Mode;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Asks the upstream resolvers, and says how sure the answer is. Nothing is remembered here.
 *
 * <p>Signatures are checked on a pool of worker threads (a few steps of dnsjava use the JVM's common pool), never on an
 * event loop. Answers arrive on any thread.
 */
@Startup
@Singleton
public class DnsQuestions {

    /** How long a question may take, with all its retries and the keys that it needs. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Questions that wait until others are answered, for each that is under way; more are turned away. */
    private static final int QUEUE_FACTOR = 8;

    /** Steps that one question can have on the worker pool at the same time. */
    private static final int STEPS_PER_QUESTION = 4;

    private static final Logger LOG = Logger.getLogger(DnsQuestions.class);

    private final Mode mode;
    private final Resolver resolver;
    private final ThreadPoolExecutor workers;
    private final TypedGuard<CompletionStage<Lookup<Record>>> guard;
    private final Clock clock;

    @Inject
    public DnsQuestions(DnsConfig dns, Vertx vertx, Clock clock) {
        List<InetSocketAddress> servers = DnsServers.of(dns);
        this.clock = clock;
        mode = dns.mode();
        Upstreams upstreams = new Upstreams(servers, dns.timeout(), vertx);
        resolver = switch (mode) {
            case VALIDATE -> validating(upstreams, TrustAnchors.load(dns.trustAnchors()), clock);
            case TRUST_AD -> onLoopback(servers, upstreams);
            case OFF -> upstreams;
        };
        int processors = Runtime.getRuntime().availableProcessors();
        workers = new ThreadPoolExecutor(
                processors,
                processors,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(dns.concurrency() * STEPS_PER_QUESTION),
                DnsQuestions::worker);
        guard = TypedGuard.create(new TypeLiteral<CompletionStage<Lookup<Record>>>() {})
                .withBulkhead()
                .limit(dns.concurrency())
                .queueSize(dns.concurrency() * QUEUE_FACTOR)
                .done()
                .build();
    }

    /**
     * Asks for the records of a type.
     *
     * @param type as in {@link org.xbill.DNS.Type}
     * @return never fails: whatever goes wrong is a {@link Lookup.TempFail}
     */
    CompletableFuture<Lookup<Record>> ask(DomainName name, int type) {
        return guard.get(() -> send(name, type).orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .toCompletableFuture()
                // Once more around the wait for a free place.
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(DnsQuestions::failed);
    }

    Mode mode() {
        return mode;
    }

    /** Ends the workers. */
    @PreDestroy
    public void close() {
        workers.shutdownNow();
    }

    private CompletableFuture<Lookup<Record>> send(DomainName name, int type) {
        Message query = Message.newQuery(Record.newRecord(absolute(name), type, DClass.IN));
        if (mode == Mode.TRUST_AD) {
            // RFC 6840 §5.7: AD in a query asks for AD in the answer.
            query.getHeader().setFlag(Flags.AD);
        }
        Inquiry inquiry = new Inquiry(workers);
        // Begun on the pool: an answer that is there already would otherwise be validated on the caller's thread.
        // Ended there too: who has no context of its own does not go on in the JVM's common pool.
        return CompletableFuture.supplyAsync(() -> resolver.sendAsync(query, inquiry), workers)
                .thenCompose(Function.identity())
                .thenApplyAsync(answer -> read(answer, inquiry), workers);
    }

    private Lookup<Record> read(Message answer, Inquiry inquiry) {
        return switch (mode) {
            case OFF -> AnswerReader.readUnvalidated(answer, clock.instant());
            case TRUST_AD -> AnswerReader.read(answer, clock.instant());
            case VALIDATE -> {
                Lookup<Record> read = AnswerReader.readValidated(answer, clock.instant());
                yield read instanceof Lookup.Bogus<Record> && inquiry.isWithoutKeys()
                        ? new Lookup.TempFail<>("the keys to validate the answer could not be looked up")
                        : read;
            }
        };
    }

    private static Thread worker(Runnable steps) {
        Thread worker = Thread.ofPlatform().name("dns-worker").daemon().unstarted(steps);
        // Not that of the thread which happens to bring the first question.
        worker.setContextClassLoader(DnsQuestions.class.getClassLoader());
        return worker;
    }

    private static Lookup<Record> failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : failure;
        return switch (cause) {
            case Upstreams.NoAnswer noAnswer -> new Lookup.TempFail<>(noAnswer.why());
            case TimeoutException _ ->
                new Lookup.TempFail<>("there was no answer within " + TIMEOUT.toSeconds() + " seconds");
            case BulkheadException _ -> new Lookup.TempFail<>("too many DNS questions at once");
            default -> {
                // Only the class: the message may repeat what a stranger sent.
                LOG.debugf(
                        "A DNS answer could not be read: %s", cause.getClass().getName());
                yield new Lookup.TempFail<>("the answer could not be read");
            }
        };
    }

    private static Name absolute(DomainName name) {
        try {
            return Name.fromString(name.value(), Name.root);
        } catch (TextParseException impossible) {
            throw new IllegalArgumentException("a domain name that is none to DNS", impossible);
        }
    }

    private static Resolver validating(Upstreams upstreams, byte[] anchors, Clock clock) {
        ValidatingResolver validating = new ValidatingResolver(upstreams, clock);
        try {
            validating.loadTrustAnchors(new ByteArrayInputStream(anchors));
        } catch (IOException failure) {
            throw new IllegalStateException("mailkeep.dns.trust-anchors: not DS or DNSKEY records", failure);
        }
        return validating;
    }

    private static Resolver onLoopback(List<InetSocketAddress> servers, Upstreams upstreams) {
        for (InetSocketAddress server : servers) {
            if (!server.getAddress().isLoopbackAddress()) {
                throw new IllegalStateException("mailkeep.dns.mode trust-ad needs every server on loopback, for anybody"
                        + " on the way to " + server.getAddress().getHostAddress()
                        + " could forge the AD bit; use mode validate");
            }
        }
        return upstreams;
    }
}
