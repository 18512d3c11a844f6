package org.mailkeep.policy.domain.caa;

import java.util.Locale;

/**
 * One CAA record (RFC 8659 §4.1) as it came.
 *
 * @param tag the property, in lower case: tags match without regard to case
 * @param value one character an octet
 */
public record CaaRecord(int flags, String tag, String value) {

    private static final int CRITICAL = 128;

    public CaaRecord {
        tag = tag.toLowerCase(Locale.ROOT);
    }

    /** Whether an authority that does not know the property must not issue at all. */
    public boolean critical() {
        return (flags & CRITICAL) != 0;
    }

    /** In the presentation form of RFC 8659 §4.1.1. */
    @Override
    public String toString() {
        return flags + " " + tag + " \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
