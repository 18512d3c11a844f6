package org.mailkeep.policy.domain;

/** What protects mail to a domain, in a word. */
public enum Effective {
    /** DANE authenticates every host that can be reached. */
    DANE,
    /** MTA-STS authenticates every host. */
    STS,
    /** The hosts differ, or TLS is asked for without authenticating all of them or the list of hosts. */
    MIXED,
    /** Nothing but opportunistic TLS. */
    NONE,
    /** Unknown for now; mail waits. */
    TEMPFAIL
}
