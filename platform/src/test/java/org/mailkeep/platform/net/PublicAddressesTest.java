package org.mailkeep.platform.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By IANA's special-purpose address registries (RFC 6890 and later). */
class PublicAddressesTest {

    private PublicAddresses addresses = new PublicAddresses(List.of());

    @Test
    void publicAddressesMayBeConnectedTo() {
        good("8.8.8.8");
        good("172.15.255.255"); // just before 172.16.0.0/12
        good("172.32.0.0"); // just behind it
        good("100.63.255.255");
        good("100.128.0.0");
        good("198.17.255.255");
        good("198.20.0.0");
        good("223.255.255.255");
        good("2a00:1450:4001::1");
        good("2606:4700::1111");
        good("2001:4860:4860::8888"); // behind 2001::/23
        good("::ffff:8.8.8.8"); // the same as 8.8.8.8 to Java, and connected to as such
    }

    @Test
    void specialIpv4AddressesMayNot() {
        bad("0.0.0.0", "this host, RFC 791");
        bad("0.1.2.3", "this network, RFC 791");
        bad("10.0.0.1", "private, RFC 1918");
        bad("172.16.0.1", "private, RFC 1918");
        bad("172.31.255.255", "private, RFC 1918");
        bad("192.168.1.1", "private, RFC 1918");
        bad("100.64.0.1", "carrier-grade NAT, RFC 6598");
        bad("127.0.0.1", "loopback, RFC 1122");
        bad("127.255.255.254", "loopback, RFC 1122");
        bad("169.254.169.254", "metadata service, link-local, RFC 3927");
        bad("192.0.0.8", "protocol assignments, RFC 6890");
        bad("192.0.2.1", "documentation, RFC 5737");
        bad("198.51.100.1", "documentation, RFC 5737");
        bad("203.0.113.1", "documentation, RFC 5737");
        bad("192.88.99.1", "6to4 relays, RFC 7526");
        bad("198.18.0.1", "benchmarks, RFC 2544");
        bad("198.19.255.255", "benchmarks, RFC 2544");
        bad("224.0.0.1", "multicast, RFC 5771");
        bad("240.0.0.1", "reserved, RFC 1112");
        bad("255.255.255.255", "broadcast, RFC 919");
    }

    @Test
    void specialIpv6AddressesMayNot() {
        bad("::", "unspecified, RFC 4291");
        bad("::1", "loopback, RFC 4291");
        bad("::ffff:127.0.0.1", "mapped loopback, RFC 4291");
        bad("::ffff:10.0.0.1", "mapped private address, RFC 4291");
        bad("::10.0.0.1", "IPv4-compatible, RFC 4291");
        bad("::8.8.8.8", "IPv4-compatible, RFC 4291");
        bad("64:ff9b::a00:1", "NAT64 around 10.0.0.1, RFC 6052");
        bad("64:ff9b::808:808", "NAT64, RFC 6052");
        bad("64:ff9b:1::1", "local NAT64, RFC 8215");
        bad("100::1", "discard-only, RFC 6666");
        bad("2001::1", "Teredo, RFC 4380");
        bad("2001:10::1", "ORCHID, RFC 4843");
        bad("2001:db8::1", "documentation, RFC 3849");
        bad("3fff::1", "documentation, RFC 9637");
        bad("2002:a00:1::1", "6to4 around 10.0.0.1, RFC 3056");
        bad("fc00::1", "unique local, RFC 4193");
        bad("fd00:ec2::254", "metadata service, unique local, RFC 4193");
        bad("fe80::1", "link-local, RFC 4291");
        bad("fec0::1", "site-local, RFC 3879");
        bad("ff02::1", "multicast, RFC 4291");
    }

    @Test
    void theOperatorMayAllowMore() {
        addresses = new PublicAddresses(List.of("127.0.0.0/8", " fd12::/16"));

        good("127.0.0.53");
        good("fd12::1");
        good("8.8.8.8");
        bad("10.0.0.1", "not allowed by the operator");
        bad("fd13::1", "not allowed by the operator");
    }

    @Test
    void whatIsNoNetworkIsRefusedAtStart() {
        for (String text : List.of("localhost/8", "10.0.0.0", "10.0.0.0/33", "10.0.0.0/x", "/8", "", "10.0.0.0/-1")) {
            assertThatIllegalStateException()
                    .as(text)
                    .isThrownBy(() -> new PublicAddresses(List.of(text)))
                    .withMessageContaining("mailkeep.net.allow-private");
        }
    }

    private void good(String address) {
        assertThat(addresses.allow(InetAddress.ofLiteral(address))).as(address).isTrue();
    }

    private void bad(String address, String why) {
        assertThat(addresses.allow(InetAddress.ofLiteral(address)))
                .as(address + ": " + why)
                .isFalse();
    }
}
