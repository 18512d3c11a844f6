package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How this service listens, beside Quarkus' own settings. */
@ConfigMapping(prefix = "mailkeep.server")
public interface ServerConfig {

    /** required: who connects by HTTPS needs a certificate of an authority in quarkus.http.tls-configuration-name. */
    @WithName("client-auth")
    @WithDefault("none")
    ClientAuth clientAuth();

    /** What clients have to show. */
    enum ClientAuth {
        NONE,
        REQUIRED
    }
}
