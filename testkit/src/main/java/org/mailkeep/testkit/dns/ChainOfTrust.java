package org.mailkeep.testkit.dns;

/** What the parent of a signed zone says about its key. */
public enum ChainOfTrust {
    /** The parent's DS names the zone's key: answers are secure. */
    INTACT,
    /** The parent proves that there is no DS: answers are insecure although they are signed. */
    NO_DS,
    /** The parent's DS names another key, as after a botched key change: answers are bogus. */
    WRONG_DS
}
