package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call what is protected. */
@ConfigMapping(prefix = "mailkeep.auth")
public interface AuthConfig {

    /** File that holds a bearer token with all roles. Without it, such calls are refused. */
    @WithName("token-file")
    Optional<Path> tokenFile();
}
