package org.mailkeep.policy.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.config.SmtpConfig;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.policy.domain.probe.Contact;
import org.mailkeep.policy.domain.verification.Presented;

/**
 * Looks at one address of a mail host: greeting, EHLO, STARTTLS with SNI, the TLS handshake, QUIT (RFC 3207, RFC 7672
 * §8.1). Whatever chain is presented is taken, to be judged by others; no mail is ever sent.
 *
 * <p>The host is named by a domain that anybody may have chosen: only public addresses are connected to, few connections at
 * a time each, and not without end.
 */
@ApplicationScoped
public class MxProbe {

    /** For each step: connecting, each reply, the handshake. Busy hosts greet late on purpose. */
    static final Duration STEP = Duration.ofSeconds(10);

    /** For all of it. */
    static final Duration WHOLE = Duration.ofSeconds(30);

    /** Looks at one host at one address within {@link #WINDOW}; more than schedule, operators and reports need together. */
    static final int MAX_PER_WINDOW = 60;

    static final Duration WINDOW = Duration.ofHours(1);

    /** Many names may lead to one address. */
    private static final int MAX_PER_ADDRESS_AT_ONCE = 2;

    private static final int MAX_WAITING_PER_ADDRESS = 64;
    private static final int MAX_KNOWN = 10_000;
    private static final int MAX_BANNER = 200;

    private final NetClient client;
    private final Vertx vertx;
    private final PublicAddresses publicAddresses;
    private final int port;
    private final Duration step;
    private final Clock clock;
    private final Cache<Target, AtomicInteger> looks;
    private final Cache<Target, Seen> seen = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(WINDOW)
            .build();
    private final LoadingCache<InetAddress, TypedGuard<Uni<Contact>>> guards = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterAccess(Duration.ofMinutes(5))
            .build(_ -> addressGuard());

    private record Target(DomainName serverName, InetAddress address) {}

    private record Seen(Contact contact, Instant at) {}

    @Inject
    MxProbe(Vertx vertx, PublicAddresses publicAddresses, SmtpConfig config, Clock clock) {
        this(vertx, publicAddresses, config.port(), STEP, clock);
    }

    MxProbe(Vertx vertx, PublicAddresses publicAddresses, int port, Duration step, Clock clock) {
        this.vertx = vertx;
        this.publicAddresses = publicAddresses;
        this.port = port;
        this.step = step;
        client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(step.toMillis()))
                .setSslHandshakeTimeout(step.toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setTrustAll(true)
                .setHostnameVerificationAlgorithm(""));
        this.clock = clock;
        looks = Caffeine.newBuilder()
                .maximumSize(MAX_KNOWN)
                .expireAfterWrite(WINDOW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /**
     * Looks at an address of a mail host; never fails, whatever the host does.
     *
     * @param serverName is asked for by SNI
     * @param within what was seen no longer ago will do; many domains share a host
     */
    public Uni<Contact> look(DomainName serverName, InetAddress address, Duration within) {
        return Uni.createFrom().deferred(() -> {
            if (!publicAddresses.allow(address)) {
                return notTried("the address is not a public one");
            }
            var target = new Target(serverName, address);
            Seen before = seen.getIfPresent(target);
            if (before != null && before.at().plus(within).isAfter(clock.instant())) {
                return Uni.createFrom().item(before.contact());
            }
            if (looks.get(target, _ -> new AtomicInteger()).incrementAndGet() > MAX_PER_WINDOW) {
                return notTried("the host was looked at too often within the hour");
            }
            return guards.get(address)
                    .get(() -> onOwnContext(serverName, address))
                    .invoke(contact -> seen.put(target, new Seen(contact, clock.instant())))
                    .onFailure(BulkheadException.class)
                    .recoverWithUni(() -> notTried("the address is being looked at too much at once"));
        });
    }

    /** The whole conversation stays on one event loop, whoever waits for it. */
    private Uni<Contact> onOwnContext(DomainName serverName, InetAddress address) {
        return Uni.createFrom()
                .<Contact>emitter(emitter -> {
                    Context own = ((VertxInternal) vertx).createEventLoopContext();
                    own.runOnContext(
                            _ -> connect(serverName, address, own).subscribe().with(emitter::complete, emitter::fail));
                })
                .onFailure()
                .recoverWithItem(_ -> new Contact.Unreachable("the host could not be connected to"));
    }

    private Uni<Contact> connect(DomainName serverName, InetAddress address, Context own) {
        return Uni.createFrom()
                .completionStage(
                        () -> client.connect(port, address.getHostAddress()).toCompletionStage())
                .chain(socket -> converse(socket, serverName)
                        .ifNoItem()
                        .after(WHOLE)
                        .recoverWithItem(() -> new Contact.Unreachable("the host took too long"))
                        .emitOn(task -> own.runOnContext(_ -> task.run()))
                        .onTermination()
                        .invoke(() -> socket.close()));
    }

    private Uni<Contact> converse(NetSocket socket, DomainName serverName) {
        var dialogue = new SmtpDialogue(socket);
        return dialogue.reply(step)
                .chain(greeting -> greeting.isPositive()
                        ? greeted(socket, dialogue, serverName, greeting)
                        : Uni.createFrom()
                                .<Contact>item(new Contact.Unreachable("the host greets with " + greeting.code())))
                .onFailure(IOException.class)
                .recoverWithItem(failure -> new Contact.Unreachable(sentence(failure)));
    }

    private Uni<Contact> greeted(NetSocket socket, SmtpDialogue dialogue, DomainName serverName, SmtpReply greeting) {
        String banner = banner(greeting);
        return dialogue.command("EHLO " + literal(socket), step)
                .chain(extensions -> extensions.isPositive() && extensions.lists("STARTTLS")
                        ? startTls(socket, dialogue, serverName, banner)
                        : quit(
                                dialogue,
                                new Contact.Answered(
                                        banner,
                                        false,
                                        Optional.empty(),
                                        new Presented.NoStartTls(),
                                        Optional.of("STARTTLS is not offered"))))
                .onFailure(IOException.class)
                .recoverWithItem(failure -> new Contact.Unreachable(sentence(failure)));
    }

    private Uni<Contact> startTls(NetSocket socket, SmtpDialogue dialogue, DomainName serverName, String banner) {
        return dialogue.command("STARTTLS", step)
                .chain(reply -> reply.isPositive()
                        ? handshake(socket, dialogue, serverName, banner)
                        : quit(dialogue, withoutTls(banner, "STARTTLS is answered with " + reply.code())))
                .onFailure(IOException.class)
                .recoverWithItem(failure -> withoutTls(banner, sentence(failure)));
    }

    private Uni<Contact> handshake(NetSocket socket, SmtpDialogue dialogue, DomainName serverName, String banner) {
        dialogue.forgetPlaintext();
        return Uni.createFrom()
                .completionStage(() -> socket.upgradeToSsl(serverName.value()).toCompletionStage())
                .ifNoItem()
                .after(step)
                .fail()
                .chain(() -> quit(
                        dialogue,
                        new Contact.Answered(
                                banner,
                                true,
                                Optional.of(socket.sslSession().getProtocol()),
                                presented(socket),
                                Optional.empty())))
                .onFailure()
                // The TLS library's own words may repeat what the host sent.
                .recoverWithItem(_ -> withoutTls(banner, "the TLS handshake failed"));
    }

    /** The answer to it, if any, is of no interest. */
    private Uni<Contact> quit(SmtpDialogue dialogue, Contact seen) {
        return dialogue.command("QUIT", step).replaceWith(seen).onFailure().recoverWithItem(seen);
    }

    private static Presented presented(NetSocket socket) {
        try {
            var encoded = new ArrayList<byte[]>();
            for (Certificate certificate : socket.peerCertificates()) {
                encoded.add(certificate.getEncoded());
            }
            return Presented.read(encoded);
        } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
            return new Presented.Unreadable();
        }
    }

    private static Contact withoutTls(String banner, String why) {
        return new Contact.Answered(banner, true, Optional.empty(), new Presented.NoTls(), Optional.of(why));
    }

    private static TypedGuard<Uni<Contact>> addressGuard() {
        return TypedGuard.create(new TypeLiteral<Uni<Contact>>() {})
                .withBulkhead()
                .limit(MAX_PER_ADDRESS_AT_ONCE)
                .queueSize(MAX_WAITING_PER_ADDRESS)
                .done()
                .build();
    }

    private static Uni<Contact> notTried(String why) {
        return Uni.createFrom().item(new Contact.NotTried(why));
    }

    /** Who we are, by our address: a name would have to be configured and to be right (RFC 5321 §4.1.4). */
    private static String literal(NetSocket socket) {
        String local = socket.localAddress().hostAddress();
        return local.indexOf(':') < 0 ? "[" + local + "]" : "[IPv6:" + local + "]";
    }

    private static String banner(SmtpReply greeting) {
        String text = String.join(" ", greeting.lines());
        return text.length() <= MAX_BANNER ? text : text.substring(0, MAX_BANNER);
    }

    /** Only our own sentences are passed on. */
    private static String sentence(Throwable failure) {
        return failure.getMessage() == null ? "the connection broke off" : failure.getMessage();
    }
}
