package org.mailkeep.report.config;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** The mail server that takes mail from this service and brings it to others. */
public interface RelayConfig {

    /** Its name; without it no mail is sent. */
    Optional<String> host();

    /** Its port. */
    @WithDefault("25")
    int port();

    /** required: a TLS connection with a valid certificate or none at all. opportunistic: TLS where it is offered. */
    @WithDefault("opportunistic")
    Tls tls();

    /** For SMTP AUTH, together with the file. */
    Optional<String> user();

    /** File that holds the password. */
    @WithName("password-file")
    Optional<Path> passwordFile();

    /** How the connection is secured. */
    enum Tls {
        REQUIRED,
        OPPORTUNISTIC,
        NONE
    }
}
