package org.mailkeep.keylookup.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** What an operator can set of keylookup-service, beside what all services share and {@link Peers}. */
@ConfigMapping(prefix = "mailkeep.keylookup")
public interface KeylookupConfig {

    /**
     * When another key than the pinned one takes its place without anybody deciding: hold (never), accept-if-wkd (the domain
     * itself shows it), accept-if-old-revoked-or-expired.
     */
    @WithName("pin-policy")
    @WithDefault("hold")
    Pinning pinPolicy();

    Cache cache();

    Refresh refresh();

    Requests requests();

    /** See {@link #pinPolicy()}. */
    enum Pinning {
        HOLD,
        ACCEPT_IF_WKD,
        ACCEPT_IF_OLD_REVOKED_OR_EXPIRED
    }

    /** How long answers are good for. */
    interface Cache {

        /** A key that was found. */
        @WithDefault("1h")
        Duration positive();

        /** That there is no key. */
        @WithDefault("15m")
        Duration negative();

        /** That it could not be told, unless the peer says when to come again. */
        @WithDefault("1m")
        Duration failure();

        /** Memory for answers and certificates, in kilobytes of estimated weight. */
        @WithDefault("65536")
        long kilobytes();
    }

    /** How known keys are kept up to date. */
    interface Refresh {

        /** Whether this replica takes part. */
        @WithDefault("true")
        boolean enabled();

        /** Between two refreshes of one key, on average; half as long to half as long again. */
        @WithDefault("7d")
        Duration interval();

        /** Keys that this replica refreshes in a minute, at most; spread over the minute by chance. */
        @WithName("per-minute")
        @WithDefault("30")
        int perMinute();

        /** Of these so many at once, at most; a keyserver is also asked for no more than {@link Requests#perHost()} at once. */
        @WithName("at-once")
        @WithDefault("4")
        int atOnce();

        /** A pinned key that ends sooner than this is also asked for where it was found. */
        @WithName("near-expiry")
        @WithDefault("30d")
        Duration nearExpiry();
    }

    /** Limits on what is asked of others. */
    interface Requests {

        /** Under way at once, at most. */
        @WithDefault("64")
        int total();

        /** Under way to one host at once, at most. */
        @WithName("per-host")
        @WithDefault("4")
        int perHost();
    }
}
