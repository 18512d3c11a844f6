package org.mailkeep.report.config;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** How our own reports are made and sent. */
public interface SenderConfig {

    /** The domain in whose name they are sent; that of the DKIM key where it is missing. Without either, none are made. */
    Optional<String> submitter();

    /** Who sends them, as people write it; the submitter where it is missing. */
    Optional<String> organization();

    /** How we can be reached about them; the sender's address where it is missing. */
    Optional<String> contact();

    /** The address they come from; {@code tlsrpt@} the submitter where it is missing. */
    Optional<String> from();

    /**
     * Whether reports are made and kept, but not sent. Where it is missing: as long as there is no relay or no DKIM key, for
     * nobody may read a mail without signature (RFC 8460 §3).
     */
    @WithName("dry-run")
    Optional<Boolean> dryRun();

    /** After the end of the UTC day, in which sessions may still be told; then its reports are made. */
    @WithName("close-after")
    @WithDefault("1h")
    Duration closeAfter();

    /** Reports go out at a random time within it, not all at once (RFC 8460 §4.1: up to four hours). */
    @WithDefault("4h")
    Duration spread();

    /** Whether a web host that takes reports has to have a valid certificate; RFC 8460 §3 allows to send without. */
    @WithName("verify-certificates")
    @WithDefault("true")
    boolean verifyCertificates();

    /** How long copies of sent reports are kept. */
    @WithDefault("400d")
    Duration retention();
}
