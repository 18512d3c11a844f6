package org.mailkeep.policy.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** The socketmap server that Postfix asks. */
@ConfigMapping(prefix = "mailkeep.socketmap")
public interface SocketmapConfig {

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
