package org.mailkeep.keylookup.lookup;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.net.InetAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;

/**
 * Questions to web hosts that strangers choose. Each is bounded in time and octets, goes to addresses that were checked, and
 * follows few redirects; a host that keeps failing, or asks for it, is left alone for a while.
 */
@ApplicationScoped
class WebHosts {

    /** For a question with everything that belongs to it: addresses, connections, redirects. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int MAX_REDIRECTS = 3;
    private static final int MAX_ADDRESSES = 4;
    private static final int WAITING_PER_PLACE = 8;
    private static final long MAX_HOSTS = 20_000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final WebHostAddresses addresses;
    private final DnsResolver dns;
    private final PublicAddresses publicAddresses;
    private final HostPauses pauses;
    private final Clock clock;
    private final PinnedRequest request;
    private final int usualPort;
    private final TypedGuard<Uni<WebAnswer>> total;
    private final LoadingCache<DomainName, TypedGuard<Uni<WebAnswer>>> perHost;

    WebHosts(
            WebHostAddresses addresses,
            DnsResolver dns,
            PublicAddresses publicAddresses,
            TrustedAuthorities authorities,
            HostPauses pauses,
            HttpsConfig https,
            KeylookupConfig config,
            Clock clock,
            Vertx vertx) {
        this.addresses = addresses;
        this.dns = dns;
        this.publicAddresses = publicAddresses;
        this.pauses = pauses;
        this.clock = clock;
        usualPort = https.port();
        request = new PinnedRequest(
                vertx, authorities.trust(), usualPort, config.requests().perHost(), clock);
        total = guard(config.requests().total());
        perHost = Caffeine.newBuilder()
                .maximumSize(MAX_HOSTS)
                .expireAfterAccess(LIMIT.multipliedBy(6))
                .build(_ -> guard(config.requests().perHost()));
    }

    /** Whether a host may be asked at all: by a name of several labels. */
    static boolean isAskable(DomainName host) {
        return host.parent().isPresent();
    }

    /** Asks. The Uni never fails. */
    Uni<WebAnswer> ask(WebQuestion question) {
        DomainName host = question.host();
        return Uni.createFrom().deferred(() -> {
            Optional<Instant> paused = pauses.pausedUntil(host);
            if (!isAskable(host)) {
                return Uni.createFrom().item(new WebAnswer.Failed("a name of one label is not asked"));
            }
            if (paused.isPresent()) {
                return Uni.createFrom()
                        .item(new WebAnswer.Failed("the host failed lately or asked for a pause", paused));
            }
            return total.get(() -> perHost.get(host).get(() -> limited(question)))
                    .onFailure(BulkheadException.class)
                    .recoverWithItem(() -> new WebAnswer.Failed("too much is being asked at once"));
        });
    }

    private Uni<WebAnswer> limited(WebQuestion question) {
        return follow(question, MAX_REDIRECTS)
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithItem(() -> {
                    pauses.failed(question.host());
                    return new WebAnswer.Failed("the host did not answer within " + LIMIT.toSeconds() + " seconds");
                });
    }

    private Uni<WebAnswer> follow(WebQuestion question, int redirectsLeft) {
        return addresses.of(question.host()).chain(found -> {
            List<InetAddress> allowed = found.stream()
                    .filter(publicAddresses::allow)
                    .limit(MAX_ADDRESSES)
                    .toList();
            if (found.isEmpty()) {
                return absence(question.host());
            }
            return allowed.isEmpty()
                    ? failed("the host has no public address")
                    : tryInOrder(question, allowed).chain(outcome -> conclude(question, outcome, redirectsLeft));
        });
    }

    /** The name has no address, or nobody could tell: the validated answer decides, since much follows from it. */
    private Uni<WebAnswer> absence(DomainName host) {
        return Uni.combine()
                .all()
                .unis(dns.a(host), dns.aaaa(host))
                .with((ipv4, ipv6) -> isDenied(ipv4) && isDenied(ipv6)
                        ? new WebAnswer.NoSuchHost()
                        : new WebAnswer.Failed("the addresses of the host could not be found out"));
    }

    private static boolean isDenied(Lookup<?> lookup) {
        return switch (lookup) {
            case Lookup.NxDomain<?> _, Lookup.NoData<?> _ -> true;
            case Lookup.Secure<?> _, Lookup.Insecure<?> _, Lookup.Bogus<?> _, Lookup.TempFail<?> _ -> false;
        };
    }

    private Uni<PinnedRequest.Outcome> tryInOrder(WebQuestion question, List<InetAddress> left) {
        List<InetAddress> others = left.subList(1, left.size());
        return request.send(question, left.getFirst())
                .chain(outcome -> outcome instanceof PinnedRequest.Outcome.NotConnected && !others.isEmpty()
                        ? tryInOrder(question, others)
                        : Uni.createFrom().item(outcome));
    }

    private Uni<WebAnswer> conclude(WebQuestion question, PinnedRequest.Outcome outcome, int redirectsLeft) {
        return switch (outcome) {
            case PinnedRequest.Outcome.NotConnected _ -> {
                pauses.failed(question.host());
                yield failed("the host could not be connected to");
            }
            case PinnedRequest.Outcome.Broken(String why) -> {
                pauses.failed(question.host());
                yield failed(why);
            }
            case PinnedRequest.Outcome.TooLarge _ -> {
                pauses.answered(question.host());
                yield Uni.createFrom().item(new WebAnswer.TooLarge());
            }
            case PinnedRequest.Outcome.Answered answered -> {
                pauses.answered(question.host());
                yield answered.status() / 100 == 3
                        ? redirected(question, answered, redirectsLeft)
                        : Uni.createFrom().item(answer(question.host(), answered));
            }
        };
    }

    private Uni<WebAnswer> redirected(
            WebQuestion question, PinnedRequest.Outcome.Answered answered, int redirectsLeft) {
        if (question.json().isPresent()) {
            return failed("the host redirects what is sent to it");
        }
        if (redirectsLeft == 0) {
            return failed("the host redirects more than " + MAX_REDIRECTS + " times");
        }
        return answered.location()
                .flatMap(location -> Redirect.follow(question, location, usualPort))
                .map(next -> follow(next, redirectsLeft - 1))
                .orElseGet(() -> failed("the host redirects to where nothing is asked: not to HTTPS on a named host"));
    }

    private WebAnswer answer(DomainName host, PinnedRequest.Outcome.Answered answered) {
        Optional<Instant> retryAt = answered.retryAfter().flatMap(this::retryAt);
        boolean wantsPause = answered.status() == TOO_MANY_REQUESTS || answered.status() == UNAVAILABLE;
        return new WebAnswer.Answered(
                answered.status(),
                answered.body(),
                retryAt.filter(_ -> wantsPause).map(until -> pauses.askedForPause(host, until)));
    }

    /** Seconds or a date (RFC 9110 §10.2.3). */
    private Optional<Instant> retryAt(String field) {
        try {
            return Optional.of(
                    field.chars().allMatch(c -> c >= '0' && c <= '9')
                            ? clock.instant().plusSeconds(Long.parseLong(field.isEmpty() ? "0" : field))
                            : ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Uni<WebAnswer> failed(String why) {
        return Uni.createFrom().item(new WebAnswer.Failed(why));
    }

    private static TypedGuard<Uni<WebAnswer>> guard(int limit) {
        return TypedGuard.create(new TypeLiteral<Uni<WebAnswer>>() {})
                .withBulkhead()
                .limit(limit)
                .queueSize(limit * WAITING_PER_PLACE)
                .done()
                .build();
    }

    @PreDestroy
    void stop() {
        request.close();
    }
}
