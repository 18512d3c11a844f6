package org.mailkeep.report.domain.incident;

import java.time.Duration;

/** A possible cause in a sentence that says no more than is known: reports cover hours, and changes are seen at the next look. */
public final class OnsetWords {

    private static final long MINUTES_UP_TO = 120;

    private OnsetWords() {}

    /** For example "began 40 min to 26 h after the certificate of mx2.example changed". */
    public static String of(Onset onset) {
        String what = name(onset.change().kind()) + " of " + onset.change().subject() + " changed";
        return onset.atLeast().isZero()
                ? "began at most " + words(onset.atMost()) + " after the " + what
                : "began " + words(onset.atLeast()) + " to " + words(onset.atMost()) + " after the " + what;
    }

    private static String name(DomainChange.Kind kind) {
        return switch (kind) {
            case CERTIFICATE -> "certificate";
            case TLSA -> "TLSA record set";
            case POLICY_ID -> "MTA-STS policy id";
            case POLICY -> "effective policy";
            case POSTURE -> "posture";
        };
    }

    private static String words(Duration duration) {
        long minutes = Math.max(1, duration.toMinutes());
        return minutes < MINUTES_UP_TO ? minutes + " min" : duration.toHours() + " h";
    }
}
