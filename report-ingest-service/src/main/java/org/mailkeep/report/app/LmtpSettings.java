package org.mailkeep.report.app;

import java.time.Duration;

/**
 * How mail servers are listened to; from the configuration, which {@code api} does not see.
 *
 * @param port 0 takes a free one
 * @param connections at once, at most
 * @param idleTimeout how long a peer may be silent
 * @param memoryBytes octets of mails in memory at once, at most
 */
public record LmtpSettings(String host, int port, int connections, Duration idleTimeout, int memoryBytes) {}
