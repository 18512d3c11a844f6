package org.mailkeep.platform.net;

import io.netty.util.NetUtil;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.dns.DnsException;
import io.vertx.core.dns.DnsResponseCode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.dns.DnsServers;

/**
 * The addresses of hosts that are about to be called over HTTPS, by the DNS client of Vert.x.
 *
 * <p>Nothing else is to be asked here: it turns a truncated answer into an empty one and validates nothing. For a host
 * that has to prove itself by its certificate, both only mean that there is no connection.
 */
@Singleton
public final class WebHostAddresses {

    /** Every server is asked twice, for UDP loses packets. */
    private static final int ROUNDS = 2;

    private final List<DnsClient> servers;

    @Inject
    public WebHostAddresses(DnsConfig config, Vertx vertx) {
        servers = DnsServers.of(config).stream()
                .map(address -> vertx.createDnsClient(new DnsClientOptions()
                        .setHost(address.getAddress().getHostAddress())
                        .setPort(address.getPort())
                        .setQueryTimeout(config.timeout().toMillis())))
                .toList();
    }

    /** IPv4 addresses, then IPv6 ones; empty where there are none or no server answers. */
    public Uni<List<InetAddress>> of(DomainName host) {
        return Uni.combine()
                .all()
                .unis(ask(host, DnsClient::resolveA, 0), ask(host, DnsClient::resolveAAAA, 0))
                .with((ipv4, ipv6) -> Stream.of(ipv4, ipv6)
                        .flatMap(List::stream)
                        .map(WebHostAddresses::literal)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Uni<List<String>> ask(
            DomainName host, BiFunction<DnsClient, String, Future<List<String>>> type, int attempt) {
        DnsClient server = servers.get(attempt % servers.size());
        return Uni.createFrom()
                .completionStage(() -> type.apply(server, host.value()).toCompletionStage())
                .onFailure()
                .recoverWithUni(failure -> attempt + 1 == ROUNDS * servers.size() || isNoSuchName(failure)
                        ? Uni.createFrom().item(List.of())
                        : ask(host, type, attempt + 1));
    }

    private static boolean isNoSuchName(Throwable failure) {
        return failure instanceof DnsException answer && answer.code() == DnsResponseCode.NXDOMAIN;
    }

    private static Optional<InetAddress> literal(String text) {
        byte[] octets = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return octets == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
