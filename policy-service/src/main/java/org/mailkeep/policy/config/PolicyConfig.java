package org.mailkeep.policy.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How policies are combined and cached. The service does not start with a value it cannot use. */
@ConfigMapping(prefix = "mailkeep.policy")
public interface PolicyConfig {

    /** What Postfix is told where some hosts have TLSA records and MTA-STS is enforced: dane or secure. */
    @WithName("mixed-policy")
    @WithDefault("dane")
    Mixed mixedPolicy();

    /** Memory for cached policies, in kilobytes of estimated weight. */
    @WithName("cache-kilobytes")
    @WithDefault("131072")
    long cacheKilobytes();

    /** Domains without a policy that are remembered, at most. */
    @WithName("negative-cache-size")
    @WithDefault("50000")
    long negativeCacheSize();

    /** How long one replica may take to evaluate a domain before another one may do it as well. */
    @WithDefault("15s")
    Duration lease();

    /** How often the MX hosts of a hosted domain are looked at without a reason. */
    @WithName("probe-interval")
    @WithDefault("1h")
    Duration probeInterval();

    /** See {@link #mixedPolicy()}. */
    enum Mixed {
        DANE,
        SECURE
    }
}
