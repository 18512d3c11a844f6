package org.mailkeep.report.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How reports are taken in and kept. The service does not start with a value it cannot use. */
@ConfigMapping(prefix = "mailkeep.report")
public interface ReportConfig {

    /** Octets of a report as sent, at most; RFC 8460 §3 names ten megabytes. A larger one is answered with 413. */
    @WithName("max-bytes")
    @WithDefault("10485760")
    int maxBytes();

    /** Octets that it unpacks to, at most. */
    @WithName("max-inflated-bytes")
    @WithDefault("52428800")
    int maxInflatedBytes();

    /** Octets that one compressed octet unpacks to, at most; the first megabyte is free. */
    @WithName("max-ratio")
    @WithDefault("200")
    int maxRatio();

    /** The last part of the secret path, by domain: what comes by it and is about the domain alone counts as verified. */
    Map<String, String> tokens();

    /** Domains whose mail we host, comma-separated; reports about others are kept apart. Without it, all are ours. */
    @WithName("hosted-domains")
    Optional<List<String>> hostedDomains();

    /** Folder where reports wait while PostgreSQL is away; it has to outlive a restart. */
    @WithName("spool-folder")
    @WithDefault("report-spool")
    Path spoolFolder();

    /** A sender waits this long for what became of its report; then it is told that the report is kept. */
    @WithName("answer-within")
    @WithDefault("2s")
    Duration answerWithin();

    /** Octets in that folder, at most; then senders are told to try again. */
    @WithName("spool-bytes")
    @WithDefault("1073741824")
    long spoolBytes();

    /** How long reports are kept after the time that they cover; the totals per day stay. */
    @WithDefault("400d")
    Duration retention();

    /** Domains whose reports are never deleted, comma-separated. */
    @WithName("legal-hold")
    Optional<List<String>> legalHold();

    /** How long is kept what could not be read. */
    @WithName("quarantine-retention")
    @WithDefault("90d")
    Duration quarantineRetention();

    /** Octets in quarantine, at most; then the oldest go. */
    @WithName("quarantine-bytes")
    @WithDefault("1073741824")
    long quarantineBytes();

    IncidentSettings incident();

    WebhookSettings webhook();

    DigestSettings digest();

    /** Our own reports to others. */
    SenderConfig sender();

    /** The mail server that takes our mail. */
    RelayConfig relay();

    /** Whether report mail that nobody signed goes to quarantine (RFC 8460 §3: receivers ignore it). */
    @WithName("require-dkim")
    @WithDefault("true")
    boolean requireDkim();

    /** The authserv-id (RFC 8601 §2.5) of a mail server before this one, whose word on DKIM and DMARC is taken. */
    @WithName("authserv-id")
    Optional<String> authservId();

    /** What mails of our own are signed with. */
    Dkim dkim();

    /** A DKIM key (RFC 6376 §3.1). */
    interface Dkim {

        /** The private key, RSA or Ed25519: PEM, PKCS#8. Without it, nothing is signed. */
        @WithName("key-file")
        Optional<Path> keyFile();

        /** The selector under which the public key is in DNS. */
        Optional<String> selector();

        /** The domain that answers for the mails. */
        Optional<String> domain();
    }
}
