package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How often a stranger may call a service over HTTP, on each replica. */
@ConfigMapping(prefix = "mailkeep.rate")
public interface RateConfig {

    /**
     * Requests a second that one source may send in the long run: a public IPv4 address, or a public IPv6 network of 64
     * bits. Private and loopback addresses are our own and not limited. Behind a proxy, set
     * quarkus.http.proxy.proxy-address-forwarding and quarkus.http.proxy.trusted-proxies, else the proxy is the one source.
     */
    @WithName("requests-per-second")
    @WithDefault("50")
    int requestsPerSecond();

    /** Requests that one source may send at once after a rest. */
    @WithDefault("500")
    int burst();
}
