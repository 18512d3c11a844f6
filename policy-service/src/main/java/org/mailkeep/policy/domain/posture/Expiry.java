package org.mailkeep.policy.domain.posture;

import java.time.Duration;
import java.time.Instant;

/** When a certificate's end is near enough to speak of it. */
final class Expiry {

    /** Certificates are renewed with a third of their life left; 90 days are the usual life. */
    private static final Duration WARN = Duration.ofDays(21);

    private static final Duration FAIL = Duration.ofDays(3);

    private Expiry() {}

    static void note(Notes notes, Instant end, Instant now, String mend) {
        Duration left = Duration.between(now, end);
        if (left.isNegative()) {
            notes.fail("The certificate expired at " + end + ".", mend);
        } else if (left.compareTo(FAIL) < 0) {
            notes.fail("The certificate expires at " + end + ".", mend);
        } else if (left.compareTo(WARN) < 0) {
            notes.warn("The certificate expires at " + end + ".", mend);
        }
    }
}
