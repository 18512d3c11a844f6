package org.mailkeep.policy.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** What the owners of hosted domains are told, and how often their domains are looked at. */
@ConfigMapping(prefix = "mailkeep.hosting")
public interface HostingConfig {

    /** The name under which this service is reached from the internet: where mta-sts.&lt;domain&gt; has to lead. */
    @WithName("policy-host")
    Optional<String> policyHost();

    /** The name under which keydir-service is reached: where openpgpkey.&lt;domain&gt; has to lead. */
    @WithName("key-directory")
    Optional<String> keyDirectory();

    /** How often the posture of a hosted domain is looked at without a reason. */
    @WithName("posture-interval")
    @WithDefault("1h")
    Duration postureInterval();
}
