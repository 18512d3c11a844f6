package org.mailkeep.policy.resolve;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those that the public internet routes, by IANA's special-purpose address
 * registries (RFC 6890), and what the operator allows beside them.
 *
 * <p>The addresses come from DNS that strangers write. Whoever connects has to use the address that was checked, and
 * not look the name up again.
 */
final class PublicAddresses {

    private static final List<IpSubnetFilterRule> SPECIAL_IPV4 = rules(
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
    private static final IpSubnetFilterRule GLOBAL_IPV6 = rule("2000::/3");

    private static final List<IpSubnetFilterRule> SPECIAL_IPV6 = rules(
            "2001::/23", // protocol assignments; Teredo, which holds an IPv4 address
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which holds an IPv4 address
            "3fff::/20"); // documentation

    private final List<IpSubnetFilterRule> allowed;

    /**
     * @param allowed networks in CIDR form that may be connected to although they are not public
     * @throws IllegalStateException with a sentence for the operator
     */
    PublicAddresses(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(String::strip)
                .map(PublicAddresses::configured)
                .toList();
    }

    /** Whether a connection may be made. An IPv4-mapped IPv6 address is the IPv4 address to Java, and to this. */
    boolean allow(InetAddress address) {
        if (matches(allowed, address)) {
            return true;
        }
        return address instanceof Inet6Address
                ? matches(List.of(GLOBAL_IPV6), address) && !matches(SPECIAL_IPV6, address)
                : !matches(SPECIAL_IPV4, address);
    }

    private static boolean matches(List<IpSubnetFilterRule> networks, InetAddress address) {
        InetSocketAddress anyPort = new InetSocketAddress(address, 0);
        return networks.stream().anyMatch(network -> network.matches(anyPort));
    }

    private static IpSubnetFilterRule configured(String cidr) {
        int slash = cidr.indexOf('/');
        String address = slash < 0 ? "" : cidr.substring(0, slash);
        // Netty would look a name up.
        if (NetUtil.isValidIpV4Address(address) || NetUtil.isValidIpV6Address(address)) {
            try {
                return rule(cidr);
            } catch (IllegalArgumentException _) {
                // falls through to the sentence below
            }
        }
        throw new IllegalStateException(
                "mailkeep.net.allow-private: \"" + cidr + "\" is not a network like 10.0.0.0/8");
    }

    private static List<IpSubnetFilterRule> rules(String... cidrs) {
        return Stream.of(cidrs).map(PublicAddresses::rule).toList();
    }

    private static IpSubnetFilterRule rule(String cidr) {
        return new IpSubnetFilterRule(cidr, IpFilterRuleType.ACCEPT);
    }
}
