package org.mailkeep.policy.app;

import java.time.Duration;

/**
 * How mail servers are listened to; from the configuration, which {@code api} does not see.
 *
 * @param port 0 takes a free one
 * @param connections at once, at most
 * @param idleTimeout how long a connection may be without a question
 * @param writeTimeout how long a peer may leave its replies unread
 */
public record SocketmapSettings(String host, int port, int connections, Duration idleTimeout, Duration writeTimeout) {}
