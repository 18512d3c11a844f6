package org.mailkeep.report.config;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** The weekly mail. It goes through the relay of {@code mailkeep.report.relay}. */
public interface DigestSettings {

    /** Addresses, comma-separated; no mail is sent without them. */
    Optional<List<String>> to();

    /** The sender's address. */
    @WithDefault("mailkeep@localhost")
    String from();
}
