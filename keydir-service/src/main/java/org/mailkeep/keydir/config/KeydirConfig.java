package org.mailkeep.keydir.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How the directory decides. The service does not start with a value it cannot use. */
@ConfigMapping(prefix = "mailkeep.keydir")
public interface KeydirConfig {

    /** The name under which the directory is reached; a customer's openpgpkey. name is to be an alias of it. */
    @WithName("host-name")
    @WithDefault("localhost.localdomain")
    String hostName();

    /** How long an expired key is still shown. */
    @WithName("expired-grace")
    @WithDefault("30d")
    Duration expiredGrace();

    /** How long an older key stays beside the newer one that takes its place. */
    @WithDefault("14d")
    Duration overlap();

    /** For how long nobody else gets an address that was given back on a customer's domain. */
    @WithName("alias-quarantine")
    @WithDefault("365d")
    Duration aliasQuarantine();

    /** How often customers' domains are looked at. */
    @WithName("reverify-every")
    @WithDefault("1h")
    Duration reverifyEvery();

    /** How long a customer's domain is served on while DNS gives no answer about it. */
    @WithName("unknown-tolerance")
    @WithDefault("3d")
    Duration unknownTolerance();

    /** When a customer's domain was not proven for this long, its addresses are given up. */
    @WithName("lapsed-kept")
    @WithDefault("90d")
    Duration lapsedKept();

    /** Host names per day (UTC) for which a web server in front may get a certificate, at most. */
    @WithName("certificates-per-day")
    @WithDefault("50")
    int certificatesPerDay();

    Keys keys();

    /** What is taken for a key. */
    interface Keys {

        /** Keys of one account that are offered at the same time, at most. */
        @WithName("per-account")
        @WithDefault("8")
        int perAccount();

        /** Octets of one certificate, at most; GnuPG takes no more than 262144 from a directory. */
        @WithName("certificate-octets")
        @WithDefault("262144")
        int certificateOctets();

        /** Whether keys of the size that post-quantum algorithms need are taken. */
        @WithName("post-quantum-sizes")
        @WithDefault("false")
        boolean postQuantumSizes();

        /** Uploads under way at once, at most; a further one is told to come back. */
        @WithName("concurrent-uploads")
        @WithDefault("64")
        int concurrentUploads();
    }
}
