package org.mailkeep.testkit.https;

/** How a reply reaches the client. */
public enum Delivery {
    PROMPT,
    /** The header comes octet by octet, with a pause before each. */
    SLOW_HEADER,
    /** The header comes at once, the body octet by octet, with a pause before each. */
    SLOW_BODY,
    /** The body has no announced length and is repeated until the client leaves. */
    ENDLESS_BODY,
    /** The connection closes before the first octet. */
    HANG_UP,
    /** The connection closes in the middle of the body, short of the announced length. */
    HANG_UP_IN_BODY,
    /** Nothing comes, and the connection stays open. */
    SILENCE
}
