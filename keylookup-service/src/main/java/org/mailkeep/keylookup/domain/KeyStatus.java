package org.mailkeep.keylookup.domain;

import java.util.Locale;

/** What a key is good for, the best first. */
public enum KeyStatus {
    /** Mail can be encrypted to it now. */
    VALID,
    /** It is over, though its owner can prolong it. */
    EXPIRED,
    /** Its owner withdrew it. */
    REVOKED,
    /** It cannot be used for another reason, see {@link KeyState#reason}. */
    UNUSABLE;

    /** As clients see it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
