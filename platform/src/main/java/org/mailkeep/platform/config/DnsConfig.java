package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How DNS is asked. A service does not start with a value it cannot use. */
@ConfigMapping(prefix = "mailkeep.dns")
public interface DnsConfig {

    /** Upstream resolvers as host[:port], comma-separated; without it the system's. */
    Optional<List<String>> servers();

    /**
     * validate: signatures are checked here, whatever the upstream says. trust-ad: the upstream's AD bit is believed; only
     * for a resolver on loopback. off: nothing is secure, so there is no DANE.
     */
    @WithDefault("validate")
    Mode mode();

    /** File with the DS or DNSKEY records of the root zone, one a line; without it IANA's, built in. */
    @WithName("trust-anchors")
    Optional<Path> trustAnchors();

    /** How long one upstream is waited for before the next one is asked. */
    @WithDefault("2s")
    Duration timeout();

    /** Names in the answer cache, at most. */
    @WithName("cache-size")
    @WithDefault("100000")
    long cacheSize();

    /** Questions under way to upstreams at once, at most. */
    @WithDefault("256")
    int concurrency();

    /** A name that is correctly signed: looked up at start and every hour to see that validation works. */
    @WithName("known-signed")
    @WithDefault("internetsociety.org")
    String knownSigned();

    /** A name whose signatures are wrong on purpose: looked up at start and every hour. */
    @WithName("known-bogus")
    @WithDefault("dnssec-failed.org")
    String knownBogus();

    /** Where the word of DNSSEC is taken from. */
    enum Mode {
        VALIDATE,
        TRUST_AD,
        OFF
    }
}
