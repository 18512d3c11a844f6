package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A hosted domain's checks come to something else than before.
 *
 * @param degraded whether a check got worse; if not, some got better and none worse
 * @param result the worst result of all checks now: {@code pass}, {@code warn} or {@code fail}
 * @param checks those that changed, at most 100
 */
public record PostureChanged(DomainName domain, boolean degraded, String result, List<Check> checks, Instant at)
        implements PostureEvent {

    public static final String DEGRADED = "posture.degraded";
    public static final String RESTORED = "posture.restored";

    /**
     * A check whose result changed.
     *
     * @param name which check, for example {@code tlsa}
     * @param subject what was looked at: the domain itself or a host
     * @param before {@code pass}, {@code warn}, {@code fail}, or empty for a check that is new
     * @param result {@code pass}, {@code warn} or {@code fail}
     * @param evidence what was seen, in a sentence
     * @param mend what to do about it, in a sentence; empty where there is nothing to mend
     */
    public record Check(String name, String subject, String before, String result, String evidence, String mend) {}

    public PostureChanged {
        checks = List.copyOf(checks);
    }

    @Override
    public String type() {
        return degraded ? DEGRADED : RESTORED;
    }
}
