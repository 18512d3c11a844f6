package org.mailkeep.keylookup.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.config.Peers;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.net.TrustedAuthorities;

/**
 * Asks the directory of our own users' keys, at the place that the operator configured, as a Web Key Directory. Which domains
 * are ours it tells by serving their policy file.
 */
@ApplicationScoped
public class KeydirClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** How long it is believed that a domain is ours, or is not; events tell sooner. */
    private static final Duration OWNERSHIP_LIFE = Duration.ofMinutes(10);

    /** The TLS configuration (quarkus.tls) for a directory that wants to see our certificate. */
    private static final String TLS = "keydir";

    private static final long MAX_DOMAINS = 100_000;

    private final Optional<URI> base;
    private final HttpClient client;
    private final Answers answers;
    private final Clock clock;
    private final Cache<DomainName, Ownership> ownerships =
            Caffeine.newBuilder().maximumSize(MAX_DOMAINS).build();

    KeydirClient(
            Peers peers,
            TrustedAuthorities authorities,
            Answers answers,
            Clock clock,
            Vertx vertx,
            TlsConfigurationRegistry tls) {
        this.base = peers.keydir();
        this.answers = answers;
        this.clock = clock;
        var options = new HttpClientOptions()
                .setTrustOptions(TrustOptions.wrap(authorities.trust()))
                .setConnectTimeout((int) LIMIT.toMillis())
                .setMaxPoolSize(32);
        tls.get(TLS)
                .ifPresent(inside -> options.setTrustOptions(inside.getTrustStoreOptions())
                        .setKeyCertOptions(inside.getKeyStoreOptions()));
        client = vertx.createHttpClient(options);
    }

    private record Ownership(boolean ours, Instant seen) {}

    private record Reply(int status, Buffer body) {}

    /** Whether there is a directory of our own. */
    public boolean isConfigured() {
        return base.isPresent();
    }

    /** Its host. */
    public String host() {
        return base.map(URI::getHost).orElse("");
    }

    /** Forgets whether a domain is ours. */
    public void forget(DomainName domain) {
        ownerships.invalidate(domain);
    }

    /**
     * The key of one of our users; not responsible where the domain is not ours. While the directory is away, a domain that
     * was ours fails; of another one it is not known, and its own Web Key Directory, which is this one if it is ours, tells.
     */
    public Uni<StepOutcome> ask(EmailAddress email) {
        return isOurs(email.domain()).chain(ours -> switch (ours) {
            case OURS -> key(email);
            case NOT_OURS -> now(new StepOutcome.NotResponsible("the domain is not one of ours"));
            case OURS_BEFORE -> now(new StepOutcome.Failed("the directory of our own keys does not answer"));
            case UNKNOWN ->
                now(new StepOutcome.NotResponsible(
                        "the directory of our own keys does not answer; the domain is asked instead"));
        });
    }

    private enum Responsibility {
        OURS,
        NOT_OURS,
        OURS_BEFORE,
        UNKNOWN
    }

    private Uni<Responsibility> isOurs(DomainName domain) {
        Optional<Ownership> known = Optional.ofNullable(ownerships.getIfPresent(domain));
        Optional<Ownership> fresh =
                known.filter(ownership -> ownership.seen.plus(OWNERSHIP_LIFE).isAfter(clock.instant()));
        if (fresh.isPresent()) {
            return Uni.createFrom().item(fresh.get().ours ? Responsibility.OURS : Responsibility.NOT_OURS);
        }
        return get(domain, "/policy").map(reply -> {
            if (reply.status != OK && reply.status != NOT_FOUND) {
                return known.map(before -> before.ours ? Responsibility.OURS_BEFORE : Responsibility.NOT_OURS)
                        .orElse(Responsibility.UNKNOWN);
            }
            boolean ours = reply.status == OK;
            ownerships.put(domain, new Ownership(ours, clock.instant()));
            return ours ? Responsibility.OURS : Responsibility.NOT_OURS;
        });
    }

    private Uni<StepOutcome> key(EmailAddress email) {
        return get(email.domain(), "/hu/" + WkdHash.of(email) + "?l=" + Encoding.component(email.localPart()))
                .chain(reply -> switch (reply.status) {
                    case OK ->
                        reply.body.length() > PinnedRequest.MAX_BODY
                                ? now(new StepOutcome.Failed("the answer of our own directory is too large"))
                                : answers.forAddress(reply.body.getBytes(), email, clock.instant());
                    case NOT_FOUND -> now(new StepOutcome.NoKey("our own directory has no key for the address"));
                    default -> now(new StepOutcome.Failed("the directory of our own keys does not answer"));
                });
    }

    /** Status 0 stands for no answer at all. */
    private Uni<Reply> get(DomainName domain, String path) {
        return Uni.createFrom()
                .completionStage(() -> {
                    URI url = base.orElseThrow();
                    String prefix = url.getRawPath() == null ? "" : url.getRawPath();
                    boolean ssl = "https".equals(url.getScheme());
                    int port = url.getPort() > 0 ? url.getPort() : ssl ? 443 : 80;
                    RequestOptions request = new RequestOptions()
                            .setMethod(HttpMethod.GET)
                            .setHost(url.getHost())
                            .setPort(port)
                            .setSsl(ssl)
                            .setURI(prefix + "/.well-known/openpgpkey/" + domain + path)
                            .putHeader("Host", "openpgpkey." + domain);
                    return client.request(request)
                            .compose(sending -> sending.send()
                                    .compose(response ->
                                            response.body().map(body -> new Reply(response.statusCode(), body))))
                            .toCompletionStage();
                })
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure()
                .recoverWithItem(() -> new Reply(0, Buffer.buffer()));
    }

    private static Uni<StepOutcome> now(StepOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
