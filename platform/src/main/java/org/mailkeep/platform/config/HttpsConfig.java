package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How web hosts of others are reached. */
@ConfigMapping(prefix = "mailkeep.https")
public interface HttpsConfig {

    /** Port of peers' HTTPS; another than 443 only for tests and demos. */
    @WithDefault("443")
    int port();
}
