package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/** Where outgoing connections may go. */
@ConfigMapping(prefix = "mailkeep.net")
public interface NetConfig {

    /** Networks in CIDR form that may be connected to although they are not public, comma-separated. */
    @WithName("allow-private")
    Optional<List<String>> allowPrivate();
}
