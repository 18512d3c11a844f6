package org.mailkeep.keydir.app;

import java.time.Duration;

/**
 * How the Web Key Directory is served.
 *
 * @param maxAge how long a client may use an answer without asking again
 */
public record WkdSettings(Duration maxAge) {}
