package org.mailkeep.keydir.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.OptionalLong;

/** How the Web Key Directory is served. */
@ConfigMapping(prefix = "mailkeep.keydir.wkd")
public interface WkdConfig {

    /**
     * Megabytes for the keys that were asked for lately, where the directory is larger than the memory; the others are read
     * from PostgreSQL then. Without it all keys are in memory.
     */
    @WithName("memory-megabytes")
    OptionalLong memoryMegabytes();

    /** How often memory is compared with PostgreSQL, for what no event told. */
    @WithName("comparison-interval")
    @WithDefault("10m")
    Duration comparisonInterval();

    /** How long clients and proxies may use an answer without asking again. */
    @WithName("max-age")
    @WithDefault("5m")
    Duration maxAge();

    /**
     * Requests a second that one source may send in the long run: an IPv4 address, or an IPv6 network of 64 bits. Behind a
     * proxy, set quarkus.http.proxy.proxy-address-forwarding and quarkus.http.proxy.trusted-proxies, else the proxy is the
     * one source.
     */
    @WithName("requests-per-second")
    @WithDefault("20")
    int requestsPerSecond();

    /** Requests that one source may send at once after a rest. */
    @WithDefault("200")
    int burst();
}
