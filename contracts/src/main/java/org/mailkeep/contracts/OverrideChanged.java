package org.mailkeep.contracts;

import java.time.Instant;

/**
 * An operator's override of a domain's TLS policy began or ended.
 *
 * @param set whether it began; if not, it ended
 * @param kind {@code fail-open} or {@code pin}
 * @param until when it ends, or would have ended
 * @param reason why it was set, or why it ended, for example {@code expired}
 * @param by who set it, or who ended it
 */
public record OverrideChanged(
        DomainName domain, boolean set, String kind, Instant until, String reason, String by, Instant at)
        implements PostureEvent {

    public static final String SET = "override.set";
    public static final String REMOVED = "override.removed";

    @Override
    public String type() {
        return set ? SET : REMOVED;
    }
}
