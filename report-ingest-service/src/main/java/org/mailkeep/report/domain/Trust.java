package org.mailkeep.report.domain;

/** How far it is known who sent a report. Anybody can send one (RFC 8460 §7). */
public enum Trust {
    /** The mail bears a DKIM signature of the reporting organisation (RFC 8460 §3). */
    DKIM,
    /** It came by the secret path that only the domain's own TLSRPT record names. */
    TOKEN,
    /** Nothing is known. */
    UNVERIFIED
}
