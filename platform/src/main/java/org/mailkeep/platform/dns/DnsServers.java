package org.mailkeep.platform.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.platform.config.DnsConfig;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;

/** The upstream resolvers that are to be asked. */
public final class DnsServers {

    private static final int MAX_PORT = 65_535;

    /** {@code [2001:db8::1]:53}, {@code 2001:db8::1}, {@code 192.0.2.1:53} or {@code resolver:53}. */
    private static final Pattern SERVER = Pattern.compile("\\[(?<bracketed>[0-9A-Fa-f:.]+)](?::(?<port6>[0-9]{1,5}))?"
            + "|(?<bare>[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)"
            + "|(?<host>[^:\\[\\]]+)(?::(?<port>[0-9]{1,5}))?");

    private DnsServers() {}

    /**
     * The configured servers, else the system's; never empty.
     *
     * @throws IllegalStateException with a sentence for the operator
     */
    public static List<InetSocketAddress> of(DnsConfig config) {
        List<InetSocketAddress> servers = config.servers()
                .map(texts -> texts.stream().map(DnsServers::parse).toList())
                .orElseGet(() -> ResolverConfig.getCurrentConfig().servers());
        if (servers.isEmpty()) {
            throw new IllegalStateException(
                    "The system names no DNS resolver; set mailkeep.dns.servers to the address of one");
        }
        return servers;
    }

    private static InetSocketAddress parse(String text) {
        Matcher parts = SERVER.matcher(text.strip());
        if (!parts.matches()) {
            throw unusable(text);
        }
        String port = parts.group("port6") == null ? parts.group("port") : parts.group("port6");
        int number = port == null ? SimpleResolver.DEFAULT_PORT : Integer.parseInt(port);
        if (number == 0 || number > MAX_PORT) {
            throw unusable(text);
        }
        return new InetSocketAddress(address(text, parts), number);
    }

    private static InetAddress address(String text, Matcher parts) {
        for (String form : List.of("bracketed", "bare", "host")) {
            String host = parts.group(form);
            if (host != null) {
                try {
                    // A name is looked up once, at start, where waiting for the system's resolver is no harm.
                    return InetAddress.getByName(host);
                } catch (UnknownHostException _) {
                    throw unusable(text);
                }
            }
        }
        throw unusable(text);
    }

    private static IllegalStateException unusable(String text) {
        return new IllegalStateException(
                "mailkeep.dns.servers: \"" + text + "\" is not the address of a DNS server as host or host:port");
    }
}
