package org.mailkeep.policy.domain.dmarc;

/** How near an authenticated domain must be to the author's (RFC 9989 §4.4). */
public enum AlignmentMode {
    /** The same organizational domain. */
    RELAXED,
    /** The same domain. */
    STRICT
}
