package org.mailkeep.policy.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything of policy-service that an operator can set. The service does not start with a value it cannot use. */
@ConfigMapping(prefix = "mailkeep")
public interface PolicyConfig {

    Dns dns();

    Tls tls();

    Net net();

    Https https();

    Policy policy();

    Socketmap socketmap();

    Auth auth();

    /** How DNS is asked. */
    interface Dns {

        /** Upstream resolvers as host[:port], comma-separated; without it the system's. */
        Optional<List<String>> servers();

        /**
         * validate: signatures are checked here, whatever the upstream says. trust-ad: the upstream's AD bit is
         * believed; only for a resolver on loopback. off: nothing is secure, so there is no DANE.
         */
        @WithDefault("validate")
        Mode mode();

        /** File with the DS or DNSKEY records of the root zone, one a line; without it IANA's, built in. */
        @WithName("trust-anchors")
        Optional<Path> trustAnchors();

        /** How long one upstream is waited for before the next one is asked. */
        @WithDefault("2s")
        Duration timeout();

        /** Names in the answer cache, at most. */
        @WithName("cache-size")
        @WithDefault("100000")
        long cacheSize();

        /** Questions under way to upstreams at once, at most. */
        @WithDefault("256")
        int concurrency();

        /** A name that is correctly signed: looked up at start and every hour to see that validation works. */
        @WithName("known-signed")
        @WithDefault("internetsociety.org")
        String knownSigned();

        /** A name whose signatures are wrong on purpose: looked up at start and every hour. */
        @WithName("known-bogus")
        @WithDefault("dnssec-failed.org")
        String knownBogus();
    }

    /** Where the word of DNSSEC is taken from. */
    enum Mode {
        VALIDATE,
        TRUST_AD,
        OFF
    }

    /** Which certificates are believed. */
    interface Tls {

        /** PEM file of further authorities for outgoing HTTPS and SMTP, beside the system's. */
        @WithName("extra-ca")
        Optional<Path> extraCa();
    }

    /** Where outgoing connections may go. */
    interface Net {

        /** Networks in CIDR form that may be connected to although they are not public, comma-separated. */
        @WithName("allow-private")
        Optional<List<String>> allowPrivate();
    }

    /** How policy hosts are reached. */
    interface Https {

        /** Port of policy hosts; another than 443 only for tests and demos. */
        @WithDefault("443")
        int port();
    }

    /** How policies are combined and cached. */
    interface Policy {

        /** What Postfix is told where some hosts have TLSA records and MTA-STS is enforced: dane or secure. */
        @WithName("mixed-policy")
        @WithDefault("dane")
        Mixed mixedPolicy();

        /** Memory for cached policies, in kilobytes of estimated weight. */
        @WithName("cache-kilobytes")
        @WithDefault("131072")
        long cacheKilobytes();

        /** Domains without a policy that are remembered, at most. */
        @WithName("negative-cache-size")
        @WithDefault("50000")
        long negativeCacheSize();

        /** How long one replica may take to evaluate a domain before another one may do it as well. */
        @WithDefault("15s")
        Duration lease();
    }

    /** See {@link Policy#mixedPolicy()}. */
    enum Mixed {
        DANE,
        SECURE
    }

    /** The socketmap server that Postfix asks. */
    interface Socketmap {

        /** Address to listen on. There is no authentication: keep it where only mail servers can reach it. */
        @WithDefault("127.0.0.1")
        String host();

        /** Port to listen on; 0 takes a free one. */
        @WithDefault("8461")
        int port();

        /** Connections at once, at most; a further one is told so and closed. */
        @WithDefault("2000")
        int connections();

        /** A connection without a question for this long is closed. Postfix closes its own after 10 s. */
        @WithName("idle-timeout")
        @WithDefault("60s")
        Duration idleTimeout();

        /** A peer that leaves its replies unread for this long is cut off. */
        @WithName("write-timeout")
        @WithDefault("10s")
        Duration writeTimeout();

        /** How long an answer may take; the mail server is then told to try again. Postfix waits 100 s. */
        @WithName("answer-timeout")
        @WithDefault("20s")
        Duration answerTimeout();
    }

    /** Who may call what is protected. */
    interface Auth {

        /** File that holds a bearer token with all roles. Without it, such calls are refused. */
        @WithName("token-file")
        Optional<Path> tokenFile();
    }
}
