package org.mailkeep.keydir.domain.ownership;

/** What a wish to end the use of an alias comes to. */
public sealed interface AliasEnd {

    /** It becomes so. */
    record Ends(AddressState state) implements AliasEnd {}

    /** It was so already. */
    record Ended() implements AliasEnd {}

    /** It is on an own domain, so it can only be retired. */
    record Protected() implements AliasEnd {}

    /** It is the primary address: name another one first. */
    record IsPrimary() implements AliasEnd {}

    /** The account does not hold it. */
    record NotHeld() implements AliasEnd {}
}
