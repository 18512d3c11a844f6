package org.mailkeep.policy.resolve;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.Startup;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsFailureType;

/**
 * Fetches MTA-STS policies (RFC 8461 §3.3). The host is named by the domain that is asked about, so by a stranger: only
 * public addresses are connected to, few at a time, and for seconds.
 */
@Startup
@ApplicationScoped
public class PolicyHost {

    /** How long a fetch may take, with every address that is tried. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final String LABEL = "mta-sts.";

    private static final int MAX_FETCHES = 64;
    private static final int MAX_WAITING = 1024;

    /** Many domains share a host, and it is no target for all of our refreshes at once. */
    private static final int MAX_FETCHES_PER_ADDRESS = 8;

    private static final int MAX_WAITING_PER_ADDRESS = 256;
    private static final int MAX_ADDRESSES_KNOWN = 10_000;

    /** More addresses of one host are not tried. */
    private static final int MAX_ADDRESSES = 4;

    private final Duration timeout;
    private final WebHostAddresses addresses;
    private final PublicAddresses publicAddresses;
    private final PolicyRequest request;
    private final TypedGuard<Uni<PolicyFetch>> all = guard(MAX_FETCHES, MAX_WAITING);
    private final LoadingCache<InetAddress, TypedGuard<Uni<PolicyRequest.Outcome>>> perAddress = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES_KNOWN)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build(_ -> addressGuard());

    @Inject
    PolicyHost(
            WebHostAddresses addresses,
            PublicAddresses publicAddresses,
            TrustedAuthorities authorities,
            HttpsConfig https,
            Vertx vertx) {
        this(addresses, publicAddresses, authorities, https, vertx, TIMEOUT);
    }

    PolicyHost(
            WebHostAddresses addresses,
            PublicAddresses publicAddresses,
            TrustedAuthorities authorities,
            HttpsConfig https,
            Vertx vertx,
            Duration timeout) {
        this.addresses = addresses;
        this.publicAddresses = publicAddresses;
        this.timeout = timeout;
        request = new PolicyRequest(vertx, authorities.trust(), https.port());
    }

    /** Fetches the policy of {@code domain}; never fails, whatever the host does. */
    public Uni<PolicyFetch> fetch(DomainName domain) {
        return DomainName.parse(LABEL + domain)
                .map(this::fetchFrom)
                .orElseGet(() -> Uni.createFrom().item(failed("the domain's name is too long for a policy host")));
    }

    private Uni<PolicyFetch> fetchFrom(DomainName host) {
        return all.get(() -> addresses
                        .of(host)
                        .chain(found -> fetchFromAny(host, found))
                        .ifNoItem()
                        .after(timeout)
                        .recoverWithItem(() -> failed("there was no policy within " + timeout.toSeconds() + " s")))
                .onFailure(BulkheadException.class)
                .recoverWithItem(() -> failed("too many policies are being fetched at once"));
    }

    private Uni<PolicyFetch> fetchFromAny(DomainName host, List<InetAddress> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(failed("the policy host has no address"));
        }
        List<InetAddress> allowed = found.stream()
                .filter(publicAddresses::allow)
                .limit(MAX_ADDRESSES)
                .toList();
        return allowed.isEmpty()
                ? Uni.createFrom().item(failed("the policy host has no public address"))
                : tryInOrder(host, allowed);
    }

    private Uni<PolicyFetch> tryInOrder(DomainName host, List<InetAddress> left) {
        InetAddress address = left.getFirst();
        List<InetAddress> others = left.subList(1, left.size());
        return perAddress
                .get(address)
                .get(() -> request.send(host, address))
                .onFailure(BulkheadException.class)
                .recoverWithItem(() -> new PolicyRequest.Outcome.Answered(
                        failed("too many policies are being fetched from this host at once")))
                .chain(outcome -> switch (outcome) {
                    case PolicyRequest.Outcome.Answered(PolicyFetch fetch) ->
                        Uni.createFrom().item(fetch);
                    case PolicyRequest.Outcome.NotConnected() ->
                        others.isEmpty()
                                ? Uni.createFrom().item(failed("the policy host could not be connected to"))
                                : tryInOrder(host, others);
                });
    }

    private static PolicyFetch failed(String why) {
        return new PolicyFetch.Failed(StsFailureType.FETCH_ERROR, why);
    }

    private static TypedGuard<Uni<PolicyFetch>> guard(int limit, int queue) {
        return TypedGuard.create(new TypeLiteral<Uni<PolicyFetch>>() {})
                .withBulkhead()
                .limit(limit)
                .queueSize(queue)
                .done()
                .build();
    }

    private static TypedGuard<Uni<PolicyRequest.Outcome>> addressGuard() {
        return TypedGuard.create(new TypeLiteral<Uni<PolicyRequest.Outcome>>() {})
                .withBulkhead()
                .limit(MAX_FETCHES_PER_ADDRESS)
                .queueSize(MAX_WAITING_PER_ADDRESS)
                .done()
                .build();
    }
}
