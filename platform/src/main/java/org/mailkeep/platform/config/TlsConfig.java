package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** Which certificates are believed. */
@ConfigMapping(prefix = "mailkeep.tls")
public interface TlsConfig {

    /** PEM file of further authorities for outgoing HTTPS and SMTP, beside the system's. */
    @WithName("extra-ca")
    Optional<Path> extraCa();
}
