package org.mailkeep.testkit.tls;

/** What is right or wrong with a server's certificate. */
public enum CertificateKind {
    GOOD,
    /** Issued by the authority, for another name. */
    WRONG_NAME,
    /** Ended yesterday. */
    EXPIRED,
    /** Right name, issued by itself. */
    SELF_SIGNED,
    /** Right name, issued by an authority that nobody trusts. */
    UNTRUSTED,
    /** Right name, in the common name alone, where RFC 6125 §6.4.4 no longer looks. */
    COMMON_NAME_ONLY
}
