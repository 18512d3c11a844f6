package org.mailkeep.policy.domain.posture;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** How a check came out, from good to bad. */
public enum Grade {
    PASS,
    /** It protects less than it could, or it could not be found out. */
    WARN,
    /** Something is broken, or is about to be. */
    FAIL;

    /** For machines. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worst of all; {@link #PASS} for none. */
    public static Grade worst(Collection<Grade> grades) {
        return grades.stream().max(Comparator.naturalOrder()).orElse(PASS);
    }
}
