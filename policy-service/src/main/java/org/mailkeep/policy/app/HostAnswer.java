package org.mailkeep.policy.app;

import java.time.Instant;
import org.mailkeep.policy.domain.Decision;

/**
 * The answer for a host that is addressed directly.
 *
 * @param expiresAt until when it may be given without looking anything up
 */
public record HostAnswer(Decision decision, Instant expiresAt) {}
