package org.mailkeep.report.config;

import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Who is called when an incident is opened, confirmed or closed. */
public interface WebhookSettings {

    /** An {@code https:} URL; nobody is called without it. */
    Optional<URI> url();

    /** File with the secret that signs the calls, as Standard Webhooks has it: {@code whsec_} and Base64 of 24 to 64 octets. */
    @WithName("secret-file")
    Optional<Path> secretFile();
}
