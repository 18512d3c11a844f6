package org.mailkeep.testkit.dns;

/** A way in which the answer to a question can go wrong. */
public enum DnsFault {
    /** The resolver gives up. */
    SERVFAIL,
    /** Nothing comes back, over UDP and over TCP. */
    NO_REPLY,
    /** The servers of the zone refuse to answer. */
    REFUSED,
    /** Empty, without a SOA, without recursion: a server that does not know the zone. */
    LAME,
    /** Every signature in the answer is altered. */
    BOGUS_SIGNATURE,
    /** Every signature in the answer ended a week ago. */
    EXPIRED_SIGNATURE,
    /** The signatures are left out. */
    MISSING_SIGNATURE,
    /** The NSEC or NSEC3 records are left out. */
    MISSING_PROOF,
    /** The NSEC or NSEC3 records are well signed, and about another name. */
    WRONG_PROOF,
    /** Over UDP, nothing but the sign that the answer did not fit; over TCP, the answer. */
    TRUNCATED
}
