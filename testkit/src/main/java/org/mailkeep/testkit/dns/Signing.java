package org.mailkeep.testkit.dns;

/** Whether a zone is signed, and how it proves that something does not exist. */
public enum Signing {
    /** No keys, no signatures, no DS in the parent: answers are insecure (RFC 4035 §4.3). */
    UNSIGNED,
    /** Signed; denials name the neighbours of the missing name (RFC 4034 §4). */
    NSEC,
    /** Signed; denials name hashes, without salt and extra iterations as RFC 9276 §3.1 asks, without opt-out. */
    NSEC3,
    /** The same with opt-out (RFC 5155 §6): unsigned delegations are left out of the chain, as most TLDs do. */
    NSEC3_OPT_OUT
}
