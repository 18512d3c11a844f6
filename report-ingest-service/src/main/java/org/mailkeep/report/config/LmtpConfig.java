package org.mailkeep.report.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Where mail servers hand over report mail by LMTP (RFC 2033). */
@ConfigMapping(prefix = "mailkeep.lmtp")
public interface LmtpConfig {

    /** The address that is listened on. Whoever reaches it can hand over mail. */
    @WithDefault("127.0.0.1")
    String host();

    /** The port; 0 takes a free one. */
    @WithDefault("8424")
    int port();

    /** Connections at once, at most. */
    @WithDefault("64")
    int connections();

    /** How long a peer may be silent. */
    @WithName("idle-timeout")
    @WithDefault("60s")
    Duration idleTimeout();

    /** Octets of mails that are in memory at once, at most; more are told to come again. */
    @WithName("memory-bytes")
    @WithDefault("67108864")
    int memoryBytes();
}
