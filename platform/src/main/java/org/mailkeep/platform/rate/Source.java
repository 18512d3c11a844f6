package org.mailkeep.platform.rate;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who asks, as far as a limit is concerned: an IPv4 address, or the 64 bits of an IPv6 address that a provider gives to
 * one customer (RFC 6177 §2), who has any number of addresses in there.
 *
 * @param name an address, or the beginning of one in hexadecimal
 */
record Source(String name) {

    private static final int PREFIX_OCTETS = 8;

    /** The source behind an address literal; what is none is a source of its own. */
    static Source of(String address) {
        if (address.indexOf(':') < 0) {
            return new Source(address);
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(withoutZone(address));
            return new Source(
                    literal instanceof Inet4Address mapped
                            ? mapped.getHostAddress()
                            : HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), PREFIX_OCTETS)));
        } catch (IllegalArgumentException _) {
            return new Source(address);
        }
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
