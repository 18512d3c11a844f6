package org.mailkeep.report.domain;

/** How far it is known who sent a report, the best first. Anybody can send one (RFC 8460 §7). */
public enum Trust {
    /** The mail bears a DKIM signature of the reporting organisation (RFC 8460 §3). */
    DKIM,
    /** It came by the secret path that only the domain's own TLSRPT record names. */
    TOKEN,
    /** Nothing is known. */
    UNVERIFIED;

    /**
     * Whether the sender is known better than with the other. The first content of a report key wins only among equals: who
     * cannot sign for an organisation cannot take its report's place. The secret path is in DNS for everybody to read, so a
     * signature outranks it.
     */
    public boolean outranks(Trust other) {
        return compareTo(other) < 0;
    }

    /** Whether it is known who sent the report. */
    public boolean isVerified() {
        return switch (this) {
            case DKIM, TOKEN -> true;
            case UNVERIFIED -> false;
        };
    }
}
