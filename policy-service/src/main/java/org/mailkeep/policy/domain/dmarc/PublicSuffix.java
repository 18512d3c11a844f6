package org.mailkeep.policy.domain.dmarc;

/** What a record says of its domain in the tag {@code psd} (RFC 9989 §4.7). */
public enum PublicSuffix {
    /** {@code y}: others register names below it. */
    YES,
    /** {@code n}: it is the organizational domain for itself and all below. */
    NO,
    /** {@code u}, or nothing. */
    UNSAID
}
