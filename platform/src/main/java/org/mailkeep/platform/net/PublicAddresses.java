package org.mailkeep.platform.net;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.mailkeep.platform.config.NetConfig;

/**
 * Which addresses may be connected to: those that the public internet routes, by IANA's special-purpose address
 * registries (RFC 6890), and what the operator allows beside them.
 *
 * <p>The addresses come from DNS that strangers write. Whoever connects has to use the address that was checked, and
 * not look the name up again.
 */
@Singleton
public final class PublicAddresses {

    private static final List<Network> SPECIAL_IPV4 = rules(
            "0.0.0.0/8", // "this network"
            "10.0.0.0/8", // private use
            "100.64.0.0/10", // shared by carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and with it the metadata service of clouds
            "172.16.0.0/12", // private use
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private use
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /**
     * The only part of IPv6 that is routed. Loopback, unspecified, IPv4-compatible, NAT64, unique-local with the
     * metadata service of clouds, link-local and multicast addresses are all outside.
     */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 = rules(
            "2001::/23", // protocol assignments; Teredo, which holds an IPv4 address
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which holds an IPv4 address
            "3fff::/20"); // documentation

    private final List<Network> allowed;

    @Inject
    PublicAddresses(NetConfig config) {
        this(config.allowPrivate().orElse(List.of()));
    }

    /**
     * @param allowed networks in CIDR form that may be connected to although they are not public
     * @throws IllegalStateException with a sentence for the operator
     */
    public PublicAddresses(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(String::strip)
                .map(PublicAddresses::configured)
                .toList();
    }

    /** Whether a connection may be made. An IPv4-mapped IPv6 address is the IPv4 address to Java, and to this. */
    public boolean allow(InetAddress address) {
        if (matches(allowed, address)) {
            return true;
        }
        return address instanceof Inet6Address
                ? GLOBAL_IPV6.contains(address) && !matches(SPECIAL_IPV6, address)
                : !matches(SPECIAL_IPV4, address);
    }

    private static boolean matches(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static Network configured(String cidr) {
        try {
            return Network.parse(cidr);
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException(
                    "mailkeep.net.allow-private: \"" + cidr + "\" is not a network like 10.0.0.0/8");
        }
    }

    private static List<Network> rules(String... cidrs) {
        return Stream.of(cidrs).map(Network::parse).toList();
    }

    /** A network in CIDR form (RFC 4632 §3.1). Netty's own takes fc00::/7 for a part of 2000::/3. */
    private record Network(InetAddress base, int prefix) {

        /** Reads literals alone; no name is looked up. */
        static Network parse(String cidr) {
            int slash = cidr.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("no prefix length");
            }
            InetAddress base = InetAddress.ofLiteral(cidr.substring(0, slash));
            int prefix = Integer.parseInt(cidr.substring(slash + 1));
            if (prefix < 0 || prefix > base.getAddress().length * Byte.SIZE) {
                throw new IllegalArgumentException("no such prefix length");
            }
            return new Network(base, prefix);
        }

        boolean contains(InetAddress address) {
            byte[] mine = base.getAddress();
            byte[] other = address.getAddress();
            if (mine.length != other.length) {
                return false;
            }
            BigInteger difference = new BigInteger(1, mine).xor(new BigInteger(1, other));
            return difference.bitLength() <= mine.length * Byte.SIZE - prefix;
        }
    }
}
