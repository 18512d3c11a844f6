package org.mailkeep.report.domain.dashboard;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what failures can be told apart. */
public enum Dimension {
    DOMAIN,
    /** See {@link FailureClass}. */
    KIND,
    TYPE,
    MX,
    ORGANIZATION,
    /** The sending address without its last part: 24 bits of IPv4, 48 of IPv6. */
    NETWORK,
    /** The address that the sender reached; not known to be ours. */
    RECEIVER,
    REASON,
    DAY;

    /** Stands for what a report does not say. */
    public static final String NONE = "(none)";

    /** As it is written in addresses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its {@link #word}. */
    public static Optional<Dimension> parse(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
